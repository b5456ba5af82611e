-- Meetings while they are held: the roster as of the day, who came and how, what each of those who counted found.
create table meeting (
  id text primary key,
  case_id text not null references affair_case (id),
  step text not null,
  body text not null,
  day text not null,
  by_household bigint not null,
  voting text not null,
  code text not null,
  status text not null,
  round bigint not null,
  opened_by text not null,
  opened bigint not null,
  ended bigint,
  reason text not null
);
create index meeting_case on meeting (case_id, opened);

create table seat (
  meeting_id text not null references meeting (id),
  person_id text not null,
  household text not null,
  arrived bigint,
  way text not null,
  recused bigint not null,
  speaks_last bigint not null,
  primary key (meeting_id, person_id)
);

-- Somebody of the same household who comes and votes for a member, with the written authority.
create table proxy (
  meeting_id text not null references meeting (id),
  absent_id text not null,
  holder_id text not null,
  name text not null,
  hash text not null,
  media_type text not null,
  size_bytes bigint not null,
  entered bigint not null,
  primary key (meeting_id, absent_id)
);

-- An opinion is a commitment until all are in; then what it says stands beside it.
create table opinion (
  meeting_id text not null references meeting (id),
  person_id text not null,
  commitment text not null,
  entry bigint not null,
  sealed bigint not null,
  stance text not null,
  words text not null,
  opened bigint,
  primary key (meeting_id, person_id)
);

create table ballot_count (
  meeting_id text not null references meeting (id),
  round bigint not null,
  person_id text not null,
  votes_for bigint not null,
  votes_against bigint not null,
  abstained bigint not null,
  spoilt bigint not null,
  counted bigint not null,
  primary key (meeting_id, round, person_id)
);
