-- The ledger: what the ERP was seen to say, what became of it at each destination, and who must know.
-- It holds ids, keyed hashes, consent with times and order facts; no names, e-mails, phones or addresses.

create table ledger_identity (
  only_row     boolean primary key default true check (only_row),
  source       text not null,
  fingerprint  text not null,
  created_at   timestamptz not null default now()
);

create table person (
  source     text not null,
  person_id  text not null,
  created_at timestamptz not null default now(),
  primary key (source, person_id)
);

-- Ids that a merge made another name of a person; the person is never an alias itself.
create table person_alias (
  source    text not null,
  alias_id  text not null,
  person_id text not null,
  since     timestamptz not null default now(),
  primary key (source, alias_id),
  foreign key (source, person_id) references person,
  check (alias_id <> person_id)
);
create index person_alias_person on person_alias (source, person_id);

create table customer (
  source       text not null,
  company_id   text not null,
  urn          text not null,
  person_id    text not null,
  -- Keyed hash of company_id, by which an erasure knows the customer; null of who was never read.
  id_hash      bytea,
  email_state  text not null check (email_state in ('VALID', 'MISSING', 'MALFORMED')),
  -- Keyed hashes, by which customers are told to be one person or not.
  email_hash   bytea,
  surname_hash bytea,
  postcode_hash bytea,
  profile_hash bytea not null,
  consent      text not null check (consent in ('OPTED_IN', 'OPTED_OUT', 'UNKNOWN')),
  consent_raw  text not null,
  -- Whether the subscription box alone says what the consent is, and no flag or hold.
  by_box       boolean not null,
  -- When the ERP was seen to turn to opted in, in business time; null unless it did and still is.
  opted_in_at  timestamptz,
  supplier     boolean not null,
  hidden       boolean not null,
  held         boolean not null,
  -- Asked to be forgotten, or has the address of somebody who did: no contact is made of it.
  erased       boolean not null default false,
  observed_at  timestamptz not null,
  -- When it was read last, changed or not, by the ledger's clock.
  looked_at    timestamptz not null,
  -- When a complete list had it last, in business time; null while it is on none.
  listed_at    timestamptz,
  -- How many complete lists since then did not have it.
  absences     integer not null default 0,
  -- Since when the ERP has it no more; it stays known with what it was.
  vanished_at  timestamptz,
  primary key (source, company_id),
  foreign key (source, person_id) references person
);
-- Not unique: the ERP may give a URN away, and we may see the new owner before the old one.
create index customer_urn on customer (source, urn);
create index customer_person on customer (source, person_id);
create index customer_email on customer (source, email_hash) where email_state = 'VALID';

-- Who asked to be forgotten: nothing but keyed hashes, so that nobody can be found by it, and whoever comes again
-- is known all the same. Never deleted, not even with the rest of a ledger.
create table erasure (
  id            bigint generated always as identity primary key,
  source        text not null,
  customer_hash bytea not null,
  person_hash   bytea not null,
  -- Of the address at that time; null if there was none.
  email_hash    bytea,
  noted_at      timestamptz not null default now(),
  -- Since when the ledger is emptied and opt-outs are planned.
  carried_out_at timestamptz,
  unique (source, customer_hash)
);
create index erasure_email on erasure (source, email_hash) where email_hash is not null;
create index erasure_due on erasure (source) where carried_out_at is null;

-- The ERP's lists of all customers. Absence counts only from complete ones.
create table customer_list (
  id         bigint generated always as identity primary key,
  source     text not null,
  -- In business time, before it was asked for.
  started_at timestamptz not null,
  total      integer not null,
  -- How many of those whom the complete list before had are not on it.
  lost       integer not null,
  complete   boolean not null,
  taken_at   timestamptz not null default now(),
  -- When all was done that follows from it; nothing follows from one that is not complete.
  ended_at   timestamptz,
  check (complete or ended_at is not null)
);
create index customer_list_newest on customer_list (source, id);

-- Customers that are still to be read in detail, those first whom the ledger does not know.
create table customer_to_read (
  source  text not null,
  urn     text not null,
  unknown boolean not null,
  primary key (source, urn)
);

-- Persons that turned out to be one, and are joined as soon as no call about the one that goes is under way.
create table join_due (
  source text not null,
  stays  text not null,
  goes   text not null,
  since  timestamptz not null,
  primary key (source, stays, goes)
);

-- What says that customers were merged in the ERP.
create table merge_evidence (
  source     text not null,
  -- COMPANY_IDs.
  loser      text not null,
  survivor   text not null,
  piece      text not null,
  seen_at    timestamptz not null default now(),
  primary key (source, loser, survivor, piece)
);

-- Customers that may have been merged, and what became of that.
create table customer_merge (
  source    text not null,
  loser     text not null,
  -- Null until it is decided.
  survivor  text,
  looked_at timestamptz,
  -- Whether the ERP did not give it then.
  absent    boolean not null default false,
  decided_at timestamptz,
  primary key (source, loser)
);

-- Persons that were made one, until all that they have at destinations is the survivor's.
create table person_merge (
  source      text not null,
  alias_id    text not null,
  -- Whose customers they were before.
  company_ids text[] not null,
  begun_at    timestamptz not null default now(),
  ended_at    timestamptz,
  primary key (source, alias_id)
);
create index person_merge_open on person_merge (source) where ended_at is null;

create table merge_step (
  source      text not null,
  alias_id    text not null,
  destination text not null,
  step        text not null,
  begun_at    timestamptz not null default now(),
  ended_at    timestamptz,
  primary key (source, alias_id, destination, step)
);

-- Every e-mail that a customer was seen to give up, as keyed hashes.
create table address_turn (
  id          bigint generated always as identity primary key,
  source      text not null,
  company_id  text not null,
  -- Whose customer it was then.
  person_id   text not null,
  former_hash bytea not null,
  to_hash     bytea,
  -- Until when the former is known to have stood, by the ledger's clock.
  known_until timestamptz not null,
  recorded_at timestamptz not null default now()
);
create index address_turn_recorded on address_turn (source, recorded_at);
create index address_turn_customer on address_turn (source, company_id);

-- Every change of consent that we saw: between the last look that showed the old value and the first that showed the new.
create table consent_transition (
  id          bigint generated always as identity primary key,
  source      text not null,
  company_id  text not null,
  -- Whose customer it was then.
  person_id   text not null,
  from_value  text,
  to_value    text not null,
  not_before  timestamptz,
  seen_at     timestamptz not null,
  -- Made by what our settings say of the same values, so that nobody changed their mind.
  by_settings boolean not null,
  -- Until when the old value is known to have stood, by the ledger's clock; null at first sight.
  known_until timestamptz,
  recorded_at timestamptz not null default now()
);
create index consent_transition_person on consent_transition (source, person_id, id);
create index consent_transition_turn on consent_transition (source, recorded_at)
  where from_value is not null and not by_settings;

-- The terms on which amounts are counted; they stay once there is one.
create table money_terms (
  source  text not null,
  setting text not null,
  value   text not null,
  primary key (source, setting)
);

create table sales_order (
  source         text not null,
  order_code     text not null,
  associated_ref text,
  urn            text,
  company_id     text,
  placed_at      timestamptz,
  business_date  date,
  -- The order's own currency.
  currency       text,
  -- The currency of all amounts of its invoices, and what one unit of the order's is worth in it.
  -- Without a rate, invoices have no amounts, and their lines are in the order's currency.
  counted_in     text,
  rate           numeric,
  -- The number the customer knows.
  order_number   text,
  brand          text,
  sales_source   text,
  website        text,
  status_hash    bytea,
  detail_hash    bytea,
  received_at    timestamptz,
  cancelled_at   timestamptz,
  -- Since when it is seen in a warehouse stage.
  in_warehouse_since timestamptz,
  -- When its return window was over.
  settled_at     timestamptz,
  -- The ERP is not asked about it any more.
  poll_terminal  boolean not null default false,
  -- The first deadline that its workflow has still to tell, in business time.
  next_deadline  timestamptz,
  live           boolean not null,
  observed_at    timestamptz not null,
  primary key (source, order_code)
);
create index sales_order_open on sales_order (source) where not poll_terminal;
create index sales_order_deadline on sales_order (source, next_deadline) where next_deadline is not null;
create index sales_order_company on sales_order (source, company_id);

-- The deadlines that passed and were told, each once.
create table deadline_passed (
  source     text not null,
  order_code text not null,
  deadline   text not null check (deadline in
    ('DESPATCH_OVERDUE', 'GIVEN_UP', 'REVIEW_DUE', 'REPLENISHMENT_DUE', 'RETURN_WINDOW_OVER')),
  told_at    timestamptz not null,
  primary key (source, order_code, deadline),
  foreign key (source, order_code) references sales_order
);

create table invoice (
  source          text not null,
  invoice_id      text not null,
  invoice_code    text not null,
  order_code      text not null,
  ordinal         integer not null,
  stage           integer not null,
  invoice_date    date,
  finalised_at    timestamptz,
  -- Since when the ERP shows it final no more, though it was.
  revoked_at      timestamptz,
  despatched_at   timestamptz,
  consignment_ref text,
  courier         text,
  goods_ex_vat    numeric,
  delivery_ex_vat numeric,
  delivery_inc_vat numeric,
  total_ex_vat    numeric,
  lines           jsonb,
  -- Whether somebody said that these lines are on this invoice; else they are all of the order's.
  own_lines       boolean not null default false,
  primary key (source, invoice_id),
  foreign key (source, order_code) references sales_order
);
create index invoice_order on invoice (source, order_code);

-- What was credited. Amounts are positive where the customer gets something back.
create table credit_note (
  source        text not null,
  credit_id     text not null,
  credit_code   text not null,
  -- Null for a guest's.
  company_id    text,
  -- The original order, if the note names one.
  order_code    text,
  issued_at     timestamptz not null,
  business_date date not null,
  currency      text not null,
  ex_vat        numeric not null,
  vat           numeric not null,
  lines         jsonb not null,
  live          boolean not null,
  -- When its orders were found; null while it waits for its order, its customer or the history.
  attributed_at timestamptz,
  -- What found no order: the person's.
  unallocated   numeric not null default 0,
  observed_at   timestamptz not null,
  primary key (source, credit_id),
  check (attributed_at is not null or unallocated = 0)
);
create index credit_note_waiting on credit_note (source, issued_at) where attributed_at is null;
create index credit_note_unallocated on credit_note (source) where unallocated <> 0;
create index credit_note_company on credit_note (source, company_id);

-- Money that was paid back for a credit note: a credit is no refund, and may stay on account.
create table credit_refund (
  source      text not null,
  refund_id   text not null,
  credit_id   text not null,
  paid_at     timestamptz not null,
  inc_vat     numeric not null,
  currency    text not null,
  observed_at timestamptz not null,
  primary key (source, refund_id)
);
create index credit_refund_credit on credit_refund (source, credit_id);

-- One observed change in scope. Each destination owes a delivery for every kind that follows from it.
create table observation (
  seq          bigint generated always as identity primary key,
  source       text not null,
  change       text not null,
  business_key text not null,
  person_id    text,
  order_code   text,
  occurred_at  timestamptz not null,
  observed_at  timestamptz not null,
  live         boolean not null,
  guest        boolean not null default false,
  ex_vat       numeric,
  -- How many deliveries each destination was owed for it, by the configuration of that moment.
  owed         jsonb not null
);
create index observation_change on observation (source, change);
create index observation_person on observation (source, person_id);

-- What a credit note takes back of an order, or could take back of none. Destinations may have been told, so
-- that nothing is ever changed or deleted: a corrected note gives back what it had taken, and takes anew.
create table credit_part (
  id          bigint generated always as identity primary key,
  source      text not null,
  credit_id   text not null,
  credit_line integer not null,
  -- The credited SKU; empty for the delivery charge.
  item        text not null,
  -- Null if no order was found.
  order_code  text,
  -- The order's line; null if only value was found. The delivery charge is no line.
  order_line  integer,
  delivery    boolean not null,
  quantity    numeric not null,
  ex_vat      numeric not null,
  step        text not null check (step in ('NAMED_ORDER', 'SAME_ITEM', 'EARLIER_ORDER', 'UNALLOCATED')),
  -- The change by which destinations are told.
  seq         bigint not null references observation,
  check ((order_code is null) = (step = 'UNALLOCATED')),
  foreign key (source, credit_id) references credit_note,
  foreign key (source, order_code) references sales_order
);
create index credit_part_credit on credit_part (source, credit_id);
create index credit_part_order on credit_part (source, order_code);
create index credit_part_seq on credit_part (seq);

-- The metrics of a person that were planned last.
create table person_metrics (
  source      text not null,
  person_id   text not null,
  values_hash bytea not null,
  -- The ERP's business date on which they were true.
  computed_on date not null,
  primary key (source, person_id),
  foreign key (source, person_id) references person
);
create index person_metrics_age on person_metrics (source, computed_on);

-- Up to which change the metrics of persons are planned; no row until those of history are.
create table metrics_cursor (
  source text primary key,
  seq    bigint not null
);

create table bridge_case (
  id           bigint generated always as identity primary key,
  source       text not null,
  destination  text not null,
  type         text not null,
  cause        text not null,
  owner        text not null,
  what_happened text not null,
  what_it_means text not null,
  what_to_do   text not null,
  -- Of a case about a record of the ERP: what kind of record, and its code.
  record       text,
  record_key   text,
  opened_at    timestamptz not null default now(),
  due_at       timestamptz not null,
  closed_at    timestamptz,
  -- Who closed it though it held nothing; null if it closed by itself.
  closed_by    text,
  check ((record is null) = (record_key is null))
);
create unique index bridge_case_open on bridge_case (source, destination, type, cause) where closed_at is null;

create table delivery (
  id           bigint generated always as identity primary key,
  source       text not null,
  destination  text not null,
  kind         text not null check (kind in
    ('CONTACT', 'CONSENT', 'ORDER', 'SALES_ROWS', 'EVENT', 'METRICS', 'RETIREMENT')),
  event_type   text,
  business_key text not null,
  seq          bigint not null references observation,
  person_id    text,
  order_code   text,
  invoice_id   text,
  lane         text not null check (lane in ('LIVE', 'HISTORY')),
  priority     smallint not null,
  ex_vat       numeric,
  -- Where it stands: recorded; waiting for its contact; in the outbox; in a call (these are in flight); or at its end.
  status       text not null check (status in
    ('PLANNED', 'WAITING', 'READY', 'CLAIMED', 'DELIVERED', 'EXCLUDED', 'HELD')),
  -- The code of an exclusion, and what else is to be said of it.
  reason       text,
  reason_detail text not null default '',
  evidence     text check (evidence in ('ACCEPTED', 'READ_BACK')),
  case_id      bigint references bridge_case,
  by_contact   boolean not null default false,
  -- Of a contact: it may be taken over if it is there, but not made.
  adopt_only   boolean not null default false,
  attempts     integer not null default 0,
  first_tried_at timestamptz,
  not_before   timestamptz not null default now(),
  claim        uuid,
  task_token   bytea,
  occurred_at  timestamptz not null,
  valid_until  timestamptz,
  created_at   timestamptz not null default now(),
  ended_at     timestamptz,
  check ((status = 'EXCLUDED') = (reason is not null)),
  check (status = 'EXCLUDED' or reason_detail = ''),
  check ((status = 'DELIVERED') = (evidence is not null)),
  check ((status in ('DELIVERED', 'EXCLUDED')) = (ended_at is not null)),
  -- What was taken up again stays with its case until it ends.
  check (status <> 'HELD' or case_id is not null),
  check (status not in ('DELIVERED', 'EXCLUDED') or case_id is null),
  check (status = 'HELD' or not by_contact),
  check ((status = 'CLAIMED') = (claim is not null)),
  -- Somebody waits for it: told when it ends, is held, or is to be tried again.
  check (status in ('PLANNED', 'WAITING', 'READY', 'CLAIMED') or task_token is null),
  unique (destination, source, kind, business_key, seq)
);
-- The same event is never planned twice.
create unique index delivery_event_once on delivery (destination, source, business_key)
  where kind = 'EVENT' and reason is distinct from 'SUPERSEDED';
-- The fence: at most one call at a time about one contact.
create unique index delivery_fence on delivery (destination, source, person_id)
  where status = 'CLAIMED' and kind in ('CONTACT', 'CONSENT');
-- No older state of an order record, or of metrics, overtakes a newer one.
create unique index delivery_record_fence on delivery (destination, source, kind, business_key)
  where status = 'CLAIMED' and kind in ('ORDER', 'METRICS');
create index delivery_outbox on delivery (destination, kind, lane, priority, id) where status = 'READY';
-- Whether a newer one of the same record, or contact, is ready, too.
create index delivery_ready_key on delivery (destination, source, kind, business_key, id) where status = 'READY';
create index delivery_ready_person on delivery (destination, source, kind, person_id, id) where status = 'READY';
create index delivery_left_behind on delivery (source, not_before) where status = 'PLANNED' and lane = 'LIVE';
create index delivery_claimed on delivery (destination, claim) where status = 'CLAIMED';
-- All that an order or a person was ever owed: what their workflows show.
create index delivery_order on delivery (source, order_code) where order_code is not null;
create index delivery_person on delivery (source, person_id, kind);
create index delivery_open_person on delivery (source, person_id)
  where status in ('PLANNED', 'WAITING', 'READY', 'CLAIMED', 'HELD');
create index delivery_open_order on delivery (source, order_code)
  where status in ('PLANNED', 'WAITING', 'READY', 'CLAIMED', 'HELD');
-- What is planned after all once the person may have a contact.
create index delivery_left_out on delivery (source, person_id)
  where status = 'EXCLUDED' and kind in ('ORDER', 'SALES_ROWS', 'METRICS');
create index delivery_case on delivery (case_id) where case_id is not null;
create index delivery_contact on delivery (destination, source, person_id, id) where kind = 'CONTACT';
create index delivery_key on delivery (destination, source, kind, business_key);

-- What is stopped at a destination since more of it came than its limit, until a person says how to go on. What
-- waits for that stays in the outbox, under the case. Of a mass flip, what customers turned to since then is held.
create table stop (
  id          bigint generated always as identity primary key,
  source      text not null,
  destination text not null,
  what        text not null check (what in ('EVENT', 'OPT_OUT', 'OPT_IN', 'DELETION', 'MASS_FLIP')),
  case_id     bigint not null unique references bridge_case,
  since       timestamptz not null default now(),
  lifted_at   timestamptz
);
create unique index stop_open on stop (source, destination, what) where lifted_at is null;

-- The live deliveries that count towards a limit: those that were claimed within its window.
create table blast_count (
  delivery_id bigint primary key references delivery,
  source      text not null,
  destination text not null,
  what        text not null,
  claimed_at  timestamptz not null default now()
);
create index blast_count_window on blast_count (source, destination, claimed_at);

-- Outcomes that waiting activities have still to be told; without a delay, the outcome is where the delivery stands.
create table owed_completion (
  id             bigint generated always as identity primary key,
  source         text not null,
  delivery_id    bigint not null references delivery,
  task_token     bytea not null,
  retry_after_ms bigint,
  cause          text,
  created_at     timestamptz not null default now(),
  check ((retry_after_ms is null) = (cause is null))
);

create table contact_link (
  destination     text not null,
  source          text not null,
  person_id       text not null,
  contact_id      text not null,
  created_by_us   boolean not null,
  -- What the consent there is as far as we know, written or read, and since when.
  consent_written text,
  consent_written_at timestamptz,
  consent_by_us   boolean not null default false,
  confirmed_at    timestamptz not null default now(),
  primary key (destination, source, person_id)
);

create index contact_link_contact on contact_link (destination, source, contact_id);

-- How far the contacts of a destination have been looked at in turn.
create table contact_round (
  source      text not null,
  destination text not null,
  begun_at    timestamptz not null,
  -- When the round before it began; null if it is the first.
  former_begun_at timestamptz,
  -- The person whose contact was the last; null if the round is over.
  read_up_to  text,
  primary key (source, destination)
);

-- Every change of a contact's consent that we made or saw, between the last look or call before it and
-- itself, by the ledger's clock. It outlives the contact.
create table consent_there (
  id          bigint generated always as identity primary key,
  destination text not null,
  source      text not null,
  -- Whose contact it was then.
  person_id   text not null,
  contact_id  text not null,
  from_value  text,
  to_value    text not null,
  cause       text not null check (cause in ('WRITTEN', 'READ', 'RETIRED')),
  not_before  timestamptz,
  seen_at     timestamptz not null
);
create index consent_there_person on consent_there (source, person_id, destination, id);

create index consent_there_opt_out on consent_there (source, id)
  where cause = 'READ' and to_value = 'OPTED_OUT';

-- Opt-outs that people made at one contact and that bind others, at a destination.
create table binding_opt_out (
  opt_out     bigint not null references consent_there,
  destination text not null,
  -- Whom it binds, by the id of that moment.
  person_id   text not null,
  bound_at    timestamptz not null default now(),
  primary key (opt_out, destination, person_id)
);
create index binding_opt_out_person on binding_opt_out (destination, person_id);

-- What comes of the first consents was looked at and approved.
create table consent_approval (
  source      text not null,
  destination text not null,
  preview     text not null,
  person      text not null,
  approved_at timestamptz not null default now(),
  primary key (source, destination)
);

create table feed_cursor (
  source   text not null,
  feed     text not null,
  -- In business time; of opt-outs, in real time.
  position timestamptz not null,
  moved_at timestamptz not null default now(),
  -- When the last look that moved it began, by the ledger's clock; null if nobody needs it.
  looked_at timestamptz,
  primary key (source, feed)
);

-- Customers that the backfill has still to read, and how far it has read orders.
create table backfill_customer (
  source   text not null,
  urn      text not null,
  observed boolean not null default false,
  -- How often it was asked for and was not in the answer.
  absences integer not null default 0,
  primary key (source, urn)
);
create index backfill_customer_open on backfill_customer (source, urn) where not observed;

create table backfill_step (
  source text not null,
  step   text not null,
  done_at timestamptz not null default now(),
  primary key (source, step)
);

create table sales_file (
  id          bigint generated always as identity primary key,
  destination text not null,
  sha256      text not null,
  deliveries  bigint[] not null,
  file_gzip   bytea not null,
  sent_at     timestamptz not null default now(),
  status      integer,
  answered_at timestamptz
);

create table event_go_live (
  destination text not null,
  event_type  text not null,
  since       timestamptz not null,
  primary key (destination, event_type)
);

create table audit (
  id        bigint generated always as identity primary key,
  at        timestamptz not null default now(),
  actor     text not null,
  action    text not null,
  subject   text not null,
  detail    text not null default ''
);

-- Changes that are recorded and whose workflow has still to be told. A generation is never used twice, so that
-- whoever sent an older one can't take a newer one off the list.
create sequence pending_signal_generation;
create table pending_signal (
  workflow_id text not null,
  kind        text not null,
  source      text not null,
  key         text not null,
  generation  bigint not null default nextval('pending_signal_generation'),
  created_at  timestamptz not null default now(),
  primary key (workflow_id, kind)
);

-- The last reconciliations. A side is a place that was compared: the ledger itself, or a destination.
create table reconciliation_run (
  source      text not null,
  run_id      text not null,
  window_from date,
  window_to   date,
  began_at    timestamptz not null default now(),
  ended_at    timestamptz,
  primary key (source, run_id)
);

create table reconciliation_side (
  source           text not null,
  run_id           text not null,
  place            text not null,
  -- Why it could not be compared to its end.
  failure          text,
  expected_persons bigint,
  there_persons    bigint,
  expected_orders  bigint,
  there_orders     bigint,
  -- After credits, exVat.
  expected_money   numeric,
  there_money      numeric,
  pending          bigint,
  excluded         bigint,
  -- As the command's --json.
  report           text,
  compared_at      timestamptz not null default now(),
  primary key (source, run_id, place),
  foreign key (source, run_id) references reconciliation_run on delete cascade,
  check ((failure is null) = (report is not null))
);

create table reconciliation_tally (
  source     text not null,
  run_id     text not null,
  place      text not null,
  class      text not null,
  count      bigint not null check (count > 0),
  repairable bigint not null,
  amount     numeric not null,
  primary key (source, run_id, place, class),
  foreign key (source, run_id, place) references reconciliation_side on delete cascade
);
