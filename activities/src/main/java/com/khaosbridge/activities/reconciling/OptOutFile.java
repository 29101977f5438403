package com.khaosbridge.activities.reconciling;

import com.khaosbridge.activities.khaos.records.Company;
import com.khaosbridge.activities.khaos.records.EmailState;
import com.khaosbridge.activities.ledger.outbox.OptOutsNotInErp;
import com.khaosbridge.activities.ledger.outbox.OptOutsNotInErp.OptOut;
import com.khaosbridge.activities.reconciling.OptOutLayout.Column;
import com.khaosbridge.activities.sending.PersonInErp;
import com.khaosbridge.activities.sending.PersonsInErp;
import com.khaosbridge.workflows.delivery.Consent;
import com.khaosbridge.workflows.delivery.Lane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Who opted out at a destination and is opted in in the ERP, as a file for a person to load there.
 * Its text holds personal data, read from the ERP for it: it belongs into that file and nowhere
 * else.
 */
public final class OptOutFile {
  private static final int PERSONS_AT_ONCE = 200;

  private final OptOutsNotInErp optOuts;
  private final PersonsInErp erp;
  private final OptOutLayout layout;
  private final int flag;

  /**
   * @param flag what marks customers who must not be contacted
   */
  public OptOutFile(OptOutsNotInErp optOuts, PersonsInErp erp, OptOutLayout layout, int flag) {
    this.optOuts = optOuts;
    this.erp = erp;
    this.layout = layout;
    this.flag = flag;
  }

  /**
   * What is to be written.
   *
   * @param customers how many lines it has besides that of the headers
   * @param unread how many persons the ERP did not give
   */
  public record Content(String text, int customers, int unread) {
    @Override
    public String toString() {
      return "Content[" + customers + "]";
    }
  }

  /** Reads everybody from the ERP; who is opted out there by now is left out. */
  public Content read() {
    List<String> persons = optOuts.standing().stream().map(OptOut::personId).distinct().toList();
    StringBuilder text = new StringBuilder();
    int customers = 0;
    int unread = 0;
    try {
      CSVPrinter csv = new CSVPrinter(text, format());
      for (int from = 0; from < persons.size(); from += PERSONS_AT_ONCE) {
        List<String> some = persons.subList(from, Math.min(persons.size(), from + PERSONS_AT_ONCE));
        Map<String, PersonInErp> read = erp.read(Lane.HISTORY, some);
        for (String person : some) {
          PersonInErp found = read.get(person);
          if (found == null) {
            unread++;
            continue;
          }
          for (Company customer : optedIn(found)) {
            csv.printRecord(line(customer));
            customers++;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Content(text.toString(), customers, unread);
  }

  private static List<Company> optedIn(PersonInErp person) {
    return person.customers().stream()
        .filter(customer -> customer.consent() == Consent.OPTED_IN)
        .filter(customer -> customer.emailState() == EmailState.VALID)
        .toList();
  }

  private List<String> line(Company customer) {
    List<String> cells = new ArrayList<>();
    for (Column column : layout.layout()) {
      cells.add(
          column
              .value()
              .replace("{flag}", String.valueOf(flag))
              .replace("{urn}", customer.urn())
              .replace("{email}", Objects.requireNonNull(customer.email())));
    }
    return cells;
  }

  private CSVFormat format() {
    return CSVFormat.RFC4180
        .builder()
        .setDelimiter(layout.delimiter())
        .setHeader(layout.layout().stream().map(Column::header).toArray(String[]::new))
        .get();
  }
}
