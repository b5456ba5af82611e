-- Contracts of villages: what each asks for and when, what was paid of it, when whom was reminded, how it was changed.
create table contract (
  id text primary key,
  village text not null,
  number text not null,
  kind text not null,
  way text not null,
  affair text not null,
  case_id text,
  mark text,
  party text not null,
  object text not null,
  total_fen bigint not null,
  deposit_fen bigint not null,
  retention_fen bigint not null,
  signed text not null,
  starts text,
  ends text,
  filing_no text not null,
  filed text,
  status text not null,
  entry bigint not null
);
create index contract_village on contract (village, entry);
create index contract_ends on contract (status, ends);

create table contract_line (
  contract_id text not null references contract (id),
  position bigint not null,
  village text not null,
  due text,
  amount_fen bigint not null,
  settled_fen bigint not null,
  state text not null,
  voucher_id text,
  primary key (contract_id, position)
);
create index contract_line_due on contract_line (state, due);
create index contract_line_voucher on contract_line (voucher_id);

create table contract_settling (
  contract_id text not null references contract (id),
  position bigint not null,
  source text not null,
  how text not null,
  amount_fen bigint not null,
  day text not null,
  taken_back bigint not null,
  primary key (contract_id, position, source)
);
create index contract_settling_source on contract_settling (source);

create table contract_reminder (
  contract_id text not null references contract (id),
  position bigint not null,
  stage text not null,
  moment bigint not null,
  primary key (contract_id, position, stage)
);

create table contract_change (
  contract_id text not null references contract (id),
  case_id text not null,
  what text not null,
  moment bigint not null,
  primary key (contract_id, case_id)
);
