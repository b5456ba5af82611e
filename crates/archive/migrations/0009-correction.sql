-- Corrections of what was written down wrongly: a public new step beside the record, never in its place.
create table correction (
  case_id text not null,
  number bigint not null,
  act bigint not null,
  field text not null,
  wrong text not null,
  corrected text not null,
  reason text not null,
  paper text not null,
  media_type text not null,
  size_bytes bigint not null,
  person_id text not null,
  post text not null,
  moment bigint not null,
  primary key (case_id, number),
  foreign key (case_id, act) references act (case_id, number)
);
