package com.khaosbridge.sandbox.credits;

import com.khaosbridge.sandbox.retail.AddedCredits;
import com.khaosbridge.sandbox.retail.Document;
import com.khaosbridge.sandbox.retail.DocumentLine;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A credit note as the sources of credit notes show it, in GBP.
 *
 * @param creditCode the document's number, e.g. {@code C536379}
 * @param firstOwner whose it is without any merge, null for a guest
 * @param owner whose it is now, null for a guest
 * @param orderCode the order that it belongs to, null if the ERP does not say
 * @param issued UK local time
 * @param reason possibly empty
 * @param lines in file order
 */
public record CreditNote(
    String creditCode,
    @Nullable Owner firstOwner,
    @Nullable Owner owner,
    @Nullable String orderCode,
    LocalDateTime issued,
    String reason,
    List<CreditLine> lines) {
  static final String CURRENCY = "GBP";

  private static final int ID_DIGITS = 12;
  private static final Pattern ID = Pattern.compile("CRN0*(.+)");

  static CreditNote of(
      Document document,
      Owners owners,
      List<DocumentLine> lines,
      AddedCredits.@Nullable Origin origin) {
    List<CreditLine> credits = new ArrayList<>();
    for (DocumentLine line : lines) {
      credits.add(CreditLine.of(credits.size() + 1, line));
    }
    return new CreditNote(
        document.number(),
        owners.firstOf(document),
        owners.of(document),
        origin == null ? null : origin.orderCode(),
        document.placed(),
        origin == null ? "" : origin.reason(),
        List.copyOf(credits));
  }

  /** The id of the credit note with this code, which never changes: 15 characters. */
  public static String idOf(String creditCode) {
    String digits = creditCode.substring(1);
    return "CRN" + "0".repeat(Math.max(0, ID_DIGITS - digits.length())) + digits;
  }

  /** The code of the credit note that may have this id, or null if none can. */
  static @Nullable String codeOf(String creditId) {
    Matcher id = ID.matcher(creditId);
    return id.matches() ? "C" + id.group(1) : null;
  }

  public String creditId() {
    return idOf(creditCode);
  }

  /** The customer's internal key in the ERP. */
  @Nullable String companyId() {
    return owner == null ? null : owner.companyId();
  }

  /** The customer's URN. */
  @Nullable String companyCode() {
    return owner == null ? null : owner.companyCode();
  }

  BigDecimal totalNet() {
    return total(CreditLine::net);
  }

  BigDecimal totalVat() {
    return total(CreditLine::vat);
  }

  private BigDecimal total(Function<CreditLine, BigDecimal> amount) {
    return lines.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }
}
