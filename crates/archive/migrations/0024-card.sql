-- Property of villages: its cards, what each month wore of it, how often it was counted and what was found.
create table asset_card (
  id text primary key,
  village text not null,
  number text not null,
  name text not null,
  class text not null,
  kind text not null,
  place text not null,
  keeper text not null,
  acquired text not null,
  cost_fen bigint not null,
  residual_fen bigint not null,
  life_months bigint not null,
  worn_fen bigint not null,
  use_state text not null,
  contract_id text,
  photo text,
  case_id text,
  mark text,
  status text not null,
  struck_by text,
  entry bigint not null
);
create index asset_card_village on asset_card (village, entry);
create index asset_card_number on asset_card (village, number);

create table asset_wear (
  card_id text not null references asset_card (id),
  period text not null,
  voucher_id text not null,
  amount_fen bigint not null,
  taken_back bigint not null,
  primary key (card_id, period, voucher_id)
);
create index asset_wear_voucher on asset_wear (voucher_id);
create index asset_wear_period on asset_wear (period, card_id);

create table asset_count (
  id text primary key,
  village text not null,
  opened_by text,
  opened bigint not null,
  status text not null,
  decided_by text,
  decided bigint,
  words text not null
);
create index asset_count_village on asset_count (village, opened);

create table asset_counted (
  count_id text not null references asset_count (id),
  card_id text not null references asset_card (id),
  found text not null,
  place text not null,
  photo text,
  counted_by text,
  counted bigint not null,
  primary key (count_id, card_id)
);
