-- What was kept before the books is taken over by two: one prepares it with the signed list, another confirms it by its totals. Nothing
-- of it stands in the books until then. What is confirmed part by part tells how much of it was taken.
create table handover (
  village text not null,
  number bigint not null,
  what text not null,
  words text not null,
  file text,
  former bigint not null,
  first_day text,
  last_day text,
  many bigint not null,
  sum_fen bigint not null,
  sums text not null,
  paper text not null,
  body text not null,
  prepared_by text,
  prepared bigint not null,
  state text not null,
  answered_by text,
  answered bigint,
  remark text,
  taken bigint not null,
  taken_fen bigint not null,
  primary key (village, number)
);
create index handover_state on handover (state, village);
