-- Members of a village's collective, each of their standings kept (nothing is overwritten), shares in hundredths; what a case proposes
-- to change; and what was distributed over the shares.
create table member (
  id text primary key,
  village text not null,
  name text not null,
  person_id text,
  entry bigint not null
);
create index member_village on member (village);
create index member_person on member (person_id);

create table member_standing (
  member_id text not null references member (id),
  serial bigint not null,
  household text not null,
  state text not null,
  heads_hs bigint not null,
  work_hs bigint not null,
  other_hs bigint not null,
  reason text not null,
  case_id text,
  day text not null,
  entry bigint not null,
  primary key (member_id, serial)
);

create table member_proposal (
  case_id text primary key,
  village text not null,
  body text not null
);

create table distribution (
  case_id text primary key,
  village text not null,
  total_fen bigint not null,
  shares_hs bigint not null,
  day text not null,
  paid text,
  entry bigint not null
);
create index distribution_village on distribution (village);

create table distribution_line (
  case_id text not null references distribution (case_id),
  member_id text not null references member (id),
  shares_hs bigint not null,
  amount_fen bigint not null,
  primary key (case_id, member_id)
);
