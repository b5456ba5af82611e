-- A village's budget by account, as a case decided it, and of what part of it somebody was told.
create table budget_line (
  village text not null,
  year bigint not null,
  account text not null,
  amount_fen bigint not null,
  case_id text not null,
  entry bigint not null,
  primary key (village, year, account)
);

create table budget_told (
  village text not null,
  year bigint not null,
  account text not null,
  colour text not null,
  entry bigint not null,
  primary key (village, year, account, colour)
);

-- The account of expense for which money is kept back, beside the one that it lies on.
alter table reservation add column purpose text;
