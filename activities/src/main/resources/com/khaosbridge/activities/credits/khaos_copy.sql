-- Credit notes, refunds and lines of invoices out of the sandbox's reporting copy. A site's own copy
-- has other tables: what each query must return is in docs/reference/credit-notes.md.

-- One row a line of a credit note. The join is an outer one, so that a credit note without lines is
-- told of, not lost.
-- name: credit-notes
select n.credit_id,
       n.credit_code,
       n.company_id,
       n.order_code,
       n.issued,
       n.changed,
       n.currency,
       n.reason,
       l.line_no,
       l.stock_code,
       l.description,
       l.quantity,
       l.net,
       l.vat,
       l.delivery
  from khaos_copy.credit_notes n
  left join khaos_copy.credit_note_lines l on l.credit_id = n.credit_id
 where n.changed >= :changedSince
 order by n.credit_id, l.line_no;

-- name: refunds
select refund_id, credit_id, paid, amount, currency, changed
  from khaos_copy.refunds
 where changed >= :changedSince
 order by changed, refund_id;

-- One row a line of the invoices of some orders. The delivery charge is no line. May be left out.
-- name: invoice-lines
select i.invoice_id, i.order_code, i.finalised, i.delivery_net, i.delivery_vat,
       l.line_no, l.stock_code, l.description, l.quantity, l.unit_net, l.unit_vat
  from khaos_copy.invoices i
  left join khaos_copy.invoice_lines l on l.invoice_id = i.invoice_id
 where i.order_code in (:orderCodes);

-- Customers that were merged in the ERP, from its audit. May be left out.
-- name: merges
select merge_id, from_company_id, into_company_id, changed
  from khaos_copy.company_merges
 where changed >= :changedSince
 order by changed, merge_id;
