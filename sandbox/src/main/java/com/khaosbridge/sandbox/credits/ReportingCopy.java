package com.khaosbridge.sandbox.credits;

import com.khaosbridge.sandbox.retail.Merge;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The reporting copy of the ERP's database: made anew at the start, with all that the file has, of
 * which its views show what business time has reached.
 */
final class ReportingCopy implements CreditSource {
  private static final System.Logger LOG = System.getLogger(ReportingCopy.class.getName());

  private final String url;
  private final CreditNotes credits;
  private final CopiedInvoices invoices;
  private final Set<String> inParts = new HashSet<>();
  private @Nullable Connection connection;
  private @Nullable LocalDateTime shown;
  private Map<String, Owner> owners = Map.of();
  private List<Merge> merges = List.of();
  private String lastByHand = "";
  private String lastRefund = "";
  private String lastOfTrickle = "";

  private ReportingCopy(String url, CreditNotes credits, CopiedInvoices invoices) {
    this.url = url;
    this.credits = credits;
    this.invoices = invoices;
  }

  /**
   * Makes the schema and fills it, in one transaction.
   *
   * @throws IOException if the database can't be used; the message is for a person
   */
  static ReportingCopy create(String url, CreditNotes credits, CopiedInvoices invoices)
      throws IOException {
    ReportingCopy copy = new ReportingCopy(url, credits, invoices);
    try {
      CopyRows.create(copy.connection());
      copy.write(credits.ofFile(null, null), invoices.all());
      CopyRows.analyze(copy.connection());
      copy.connection().commit();
      return copy;
    } catch (SQLException e) {
      copy.close();
      throw new IOException(
          "The database of the reporting copy can't be used: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      copy.close();
      throw e;
    }
  }

  @Override
  public void update() throws IOException {
    try {
      write(List.of(), List.of());
    } catch (SQLException e) {
      // The next turn begins with a new connection.
      close();
      throw new IOException("The reporting copy can't be written to now: " + e.getMessage(), e);
    }
  }

  private void write(List<CreditNote> ofFile, List<String> orders) throws SQLException {
    // Time first: whatever was issued before it is among what is read after it.
    LocalDateTime now = credits.now();
    // Refunds before the credit notes that they are for.
    List<Refund> refunds = credits.refunds(lastRefund);
    List<CreditNote> byHand = credits.byHand(lastByHand);
    List<String> ofTrickle = invoices.trickleAfter(lastOfTrickle);
    List<String> parts = new ArrayList<>(invoices.inParts());
    parts.removeAll(inParts);
    Map<String, Owner> ownersNow = credits.owners().changed();
    List<Merge> mergesNow = credits.owners().merges();
    boolean moved = !ownersNow.equals(owners) || !mergesNow.equals(merges);
    boolean nothing =
        byHand.isEmpty() && refunds.isEmpty() && ofTrickle.isEmpty() && parts.isEmpty() && !moved;
    if (nothing && now.equals(shown)) {
      return;
    }
    Connection open = connection();
    try (CopyRows rows = new CopyRows(open)) {
      for (CreditNote note : ofFile) {
        rows.add(note);
      }
      for (CreditNote note : byHand) {
        rows.add(note);
      }
      for (Refund refund : refunds) {
        rows.add(refund);
      }
      invoices.of(orders, rows::add);
      invoices.of(ofTrickle, rows::add);
      invoices.of(parts, rows::add);
      if (moved) {
        rows.replace(ownersNow, mergesNow);
      }
      rows.show(now);
      open.commit();
    }
    shown = now;
    owners = ownersNow;
    merges = mergesNow;
    inParts.addAll(parts);
    lastOfTrickle = ofTrickle.isEmpty() ? lastOfTrickle : ofTrickle.get(ofTrickle.size() - 1);
    lastByHand = byHand.isEmpty() ? lastByHand : byHand.get(byHand.size() - 1).creditCode();
    lastRefund = refunds.isEmpty() ? lastRefund : refunds.get(refunds.size() - 1).refundId();
  }

  private Connection connection() throws SQLException {
    Connection open = connection;
    if (open == null) {
      // Unlike getConnection, this never quotes the URL, which may hold a password.
      open = DriverManager.getDriver(url).connect(url, new Properties());
      open.setAutoCommit(false);
      connection = open;
    }
    return open;
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open == null) {
      return;
    }
    try {
      open.close();
    } catch (SQLException e) {
      LOG.log(Level.DEBUG, "The connection to the reporting copy broke", e);
    }
  }
}
