package com.khaosbridge.workflows.delivery;

import java.time.Duration;

/** Why a person is needed, whose it is, what it means and what to do, in plain words. */
public enum CaseType {
  CONSENT_UNKNOWN(
      "marketing",
      Duration.ofDays(5),
      "These people get no marketing: their consent in Khaos Control is missing or can't be read, or they have a flag"
          + " whose meaning is not configured.",
      "Set the e-mail subscription of the contact in Khaos Control; the case closes by itself. For flags see the case"
          + " CONSENT_FLAGS, if it is open."),
  CONSENT_FLAGS(
      "marketing",
      Duration.ofDays(2),
      "Customers who have a flag that nobody configured are of unknown consent: they are held, and none of them is"
          + " opted in. A configured flag that Khaos Control does not have says nothing about anybody; perhaps"
          + " another one there means the same.",
      "Have each flag of Khaos Control named in khaos.consent.may-contact-flags or khaos.consent.no-contact-flags,"
          + " those that it does not have taken out, and the worker started again: the case then closes by itself."
          + " Reread the cases CONSENT_UNKNOWN after that."),
  OPT_IN_AT_FIRST_SIGHT(
      "marketing",
      Duration.ofDays(5),
      "Khaos Control says opted in, but the contact was at the destination before us and does not say so. Nobody is"
          + " opted in on old evidence.",
      "Leave it, or exclude it; a fresh opt-in in Khaos Control is carried over by itself."),
  OPT_OUT_AT_FIRST_SIGHT(
      "marketing",
      Duration.ofDays(5),
      "Khaos Control says not subscribed, which may be a box that nobody ever ticked, and the contact was at the"
          + " destination before us and is opted in. It stays so until somebody decides.",
      "Decide it for all: set consent.first-sight to erp-wins or destination-wins, start the worker again, and retry."
          + " Or for one: unsubscribe them at the destination, or exclude it to leave them opted in."),
  OPT_OUT_NOT_IN_ERP(
      "marketing",
      Duration.ofDays(7),
      "People opted out at the destination, and Khaos Control still says that they are opted in. They stay opted out"
          + " there, but whoever mails or writes by what Khaos Control says goes against their will.",
      "Write them to a file with khaos-bridge consent export, and load it into Khaos Control. The case closes by itself"
          + " once Khaos Control agrees."),
  CONSENT_NOT_APPROVED(
      "marketing",
      Duration.ofDays(2),
      "The contacts were at the destination before the bridge, with a consent of their own. None of it is changed"
          + " before somebody has looked at what would come of it.",
      "Look at it with khaos-bridge consent preview, then let it go with khaos-bridge consent approve."),
  MASS_FLIP(
      "marketing",
      Duration.ofDays(1),
      "So many customers changed their consent in Khaos Control at once that an import or a bulk edit must have done"
          + " it. Nobody of them is opted in or made unknown until somebody decides; opt-outs go.",
      "Find out who changed them and whether they are meant. If so, retry: what is held goes, and counting begins anew."
          + " If not, put it right in Khaos Control, then exclude: what is held is given up."),
  PERSON_CONFLICT(
      "marketing",
      Duration.ofDays(5),
      "Customers have one e-mail, but different surnames and postcodes, so they were not taken to be one person. Whoever"
          + " of them opted out, nobody is mailed marketing at that address.",
      "Give each its own address in Khaos Control, or the same surname or postcode if they are one person or household;"
          + " the case closes by itself."),
  CUSTOMER_VANISHED(
      "marketing",
      Duration.ofDays(5),
      "A customer is no longer in Khaos Control: it was merged into another, or deleted. Nobody is left who could be"
          + " asked for consent, so the person gets no mail any more, also no service mail.",
      "Find out whether it was merged or deleted. If the person goes on under another customer, see that the consent"
          + " there is right; then close the case. It closes by itself when the customer is there again."),
  SHORT_LIST(
      "engineering",
      Duration.ofDays(1),
      "Khaos Control's list of customers is empty, or lacks more of them than can be. Nothing was concluded from it: no"
          + " customer counts as gone, and changes that came late are not looked for meanwhile.",
      "Find out why Khaos Control answers with less. The case closes by itself with the next list that is whole. If so"
          + " many customers were really removed, close the case: the next list that is as long counts."),
  MERGE_QUESTION(
      "marketing",
      Duration.ofDays(5),
      "One thing says that a customer was merged into another in Khaos Control, and nothing else does yet. Until then"
          + " they stay two persons.",
      "If they are one: khaos-bridge merge --from URN --into URN --person YOU --reason WHY. If they are not, close the"
          + " case. If a second thing comes to say so, they become one by themselves."),
  MERGE_TAKEN_BACK(
      "marketing",
      Duration.ofDays(5),
      "A customer that was merged into another is in Khaos Control again. The bridge goes on taking both for one person:"
          + " one contact, with the stricter consent of the two.",
      "If they are one, close the case; it closes by itself if the customer is merged again. If they are two, give each"
          + " an e-mail of its own in Khaos Control, make the second contact at the destination by hand, and close the"
          + " case."),
  MERGE_DIFFERS(
      "engineering",
      Duration.ofDays(1),
      "Two persons were made one, and what a destination has of them is not what it should be. The merge waits and looks"
          + " again.",
      "Put right at the destination what the case names; it closes by itself at the next look."),
  UNMOVABLE_ROWS(
      "marketing",
      Duration.ofDays(7),
      "Two persons were made one. Emarsys can't move sales rows, so those of the one stay at the contact that is opted"
          + " out: segments by purchases at Emarsys know less of the other than there is. Its metrics are complete.",
      "Have Emarsys' support load the rows anew for the person who stays, or leave it; then close the case."),
  CUSTOMER_UNKNOWN(
      "operations",
      Duration.ofDays(2),
      "An order names a customer that Khaos Control does not give us, so nobody can be told about it.",
      "Look the customer up in Khaos Control by the code in the order, put it right, then retry."),
  ERP_RECORD(
      "operations",
      Duration.ofDays(1),
      "A record in Khaos Control can't be read as it stands, so it was not sent anywhere.",
      "Correct the field named in the cause in Khaos Control, then read it again from the ERP."),
  DESPATCH_OVERDUE(
      "operations",
      Duration.ofDays(1),
      "The order has been in the warehouse for longer than it should be, and nothing says that it has left.",
      "Look where the parcel is. The case closes by itself when Khaos Control says despatched or cancelled."),
  CANCELLED_AFTER_FINAL(
      "finance",
      Duration.ofDays(1),
      "Khaos Control shows an order cancelled, or its invoice final no more, while the invoice's money counts at the"
          + " destinations. Nothing but a credit note takes it back there.",
      "Raise a credit note for the order in Khaos Control, or undo the cancellation. The case closes by itself when"
          + " credit notes have taken back all of it, or when the invoice is final again."),
  SEVERAL_INVOICES(
      "finance",
      Duration.ofDays(2),
      "The order has several invoices, and the web service does not say which line belongs to which. What the case"
          + " says was told before counts the lines of the whole order.",
      "Compare what was told with the invoices in Khaos Control, and report the rest by hand; then exclude it."),
  NO_RATE(
      "finance",
      Duration.ofDays(1),
      "Orders or credit notes are in a currency that can't be turned into the account's on their date, and a rate is"
          + " never guessed. Their money is at no destination and in no figure.",
      "Add the rate to the rate file; what is held here goes on by itself within a minute."),
  UNALLOCATED_CREDIT(
      "finance",
      Duration.ofDays(7),
      "Credit notes came to more than everything that is known to have been sold to their customers before. They count"
          + " in these customers' figures, but no order shows them.",
      "Nothing, if the goods were sold before the history begins: close it. Otherwise name the order in the credit note"
          + " in Khaos Control."),
  CREDIT_WAITS(
      "finance",
      Duration.ofDays(5),
      "Credit notes can't be counted yet, since what they take back is not known. Their customers' figures are too high"
          + " meanwhile.",
      "Put right in Khaos Control what the case names. They are counted by themselves once it is there."),
  EVENT_INCOMPLETE(
      "operations",
      Duration.ofHours(4),
      "The message to the customer lacks a field that it must have, so it was not sent.",
      "Fill the field named in the cause in Khaos Control, then retry."),
  REJECTED(
      "marketing",
      Duration.ofDays(1),
      "The destination does not take this record as it stands; what depends on it waits too.",
      "Put right what the destination names, in Khaos Control or at the destination, then retry."),
  CONFIG(
      "engineering",
      Duration.ofHours(2),
      "The destination can't be used until its configuration is put right. Nothing is lost meanwhile.",
      "Put right what the cause names; everything held here goes on by itself."),
  UNAVAILABLE(
      "engineering",
      Duration.ofHours(4),
      "The destination has not answered for some time. Nothing is lost meanwhile.",
      "Wait or talk to the vendor; everything held here goes on by itself once it answers."),
  BLAST_LIMIT(
      "marketing",
      Duration.ofHours(4),
      "More events, opt-outs, opt-ins or deletions were about to go to a destination than its limit allows, which may"
          + " be an accident. That kind stands still there; nothing of it is lost, and everything else goes on. While"
          + " opt-outs stand still, who opted out can still be mailed.",
      "Find out why there are so many. If they are meant, retry: all that waits goes. If not, put right where they come"
          + " from and exclude: all that waits is given up."),
  UNKNOWN_OUTCOME(
      "finance",
      Duration.ofDays(1),
      "A call broke off, and sending it again could count or mail things twice. We do not know whether it took effect.",
      "Look at the destination. If it has them: exclude. If it has not: retry."),
  RECONCILIATION(
      "finance",
      Duration.ofDays(2),
      "A comparison found what is not as it should be, and what the bridge may not put right by itself. Figures and"
          + " segments built on it are off by it.",
      "Look at the differences with khaos-bridge reconcile --html and put them right where they are. The case closes"
          + " by itself when a comparison of everything finds none of the class any more.");

  private final String owner;
  private final Duration due;
  private final String meaning;
  private final String whatToDo;

  CaseType(String owner, Duration due, String meaning, String whatToDo) {
    this.owner = owner;
    this.due = due;
    this.meaning = meaning;
    this.whatToDo = whatToDo;
  }

  /**
   * The role that must act: {@code marketing}, {@code operations}, {@code finance} or {@code
   * engineering}.
   */
  public String owner() {
    return owner;
  }

  /** How long after it opened somebody should have acted. */
  public Duration due() {
    return due;
  }

  public String meaning() {
    return meaning;
  }

  public String whatToDo() {
    return whatToDo;
  }

  /**
   * Whether the trouble is the destination's as a whole, so that its next success ends it for every
   * delivery.
   */
  public boolean endsWithNextSuccess() {
    return this == CONFIG || this == UNAVAILABLE;
  }
}
