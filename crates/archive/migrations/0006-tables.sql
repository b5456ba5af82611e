-- Lines of the tables (清单) that go with an act: who, on which day, for how much. What else stands in a line is in the act's
-- own fields.
create table table_line (
  case_id text not null,
  act bigint not null,
  name text not null,
  line bigint not null,
  who text not null,
  person_id text,
  day text,
  amount_fen bigint,
  primary key (case_id, act, name, line),
  foreign key (case_id, act) references act (case_id, number)
);
create index table_line_who on table_line (who, day);
create index table_line_person on table_line (person_id);
