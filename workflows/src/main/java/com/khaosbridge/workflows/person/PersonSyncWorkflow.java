package com.khaosbridge.workflows.person;

import com.khaosbridge.workflows.LedgerQuestions;
import com.khaosbridge.workflows.gate.CarryingWorkflow;
import com.khaosbridge.workflows.gate.PageText;
import com.khaosbridge.workflows.gate.WorkflowPage;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;

/** A person's workflow: starts what the ledger says is open, and ends when all of it has ended. */
public class PersonSyncWorkflow extends CarryingWorkflow implements PersonSync {
  private final PersonActivities ledger =
      Workflow.newLocalActivityStub(PersonActivities.class, LedgerQuestions.near());
  private final WorkflowPage page = new WorkflowPage();
  private boolean stale = true;

  private final String title;

  @WorkflowInit
  public PersonSyncWorkflow(PersonRef person) {
    title = "Person " + person.personId();
  }

  @Override
  public void run(PersonRef person) {
    while (!isOver()) {
      if (stale) {
        stale = false;
        deliveries.follow(ledger.readPerson(person));
        show();
      } else {
        Workflow.continueAsNew(person);
      }
      deliveries.await(() -> stale || isOver() || deliveries.mayRenew());
    }
    page.end();
    page.publish(text());
  }

  private boolean isOver() {
    return !stale && deliveries.isIdle();
  }

  @Override
  protected void show() {
    page.show(gate.held());
    page.publish(text());
  }

  private String text() {
    return PageText.titled(title).deliveries(deliveries.lines()).decisions(gate.held()).toString();
  }

  @Override
  public void changed() {
    stale = true;
  }
}
