-- Of which public versions the supervisors were told that books or cases say otherwise by now.
create table disclosure_differing (
  village text not null,
  item text not null,
  term text not null,
  version bigint not null,
  entry bigint not null,
  primary key (village, item, term, version)
);
