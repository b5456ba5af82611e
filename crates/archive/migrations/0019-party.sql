-- The words by which the party of a case is known, so that the cases with one party are found without reading the others:
-- whole is 1 for a name that is the whole of it, 0 for one of its words.
create table case_party (
  case_id text not null references affair_case (id),
  word text not null,
  whole bigint not null,
  village text not null,
  opened bigint not null,
  primary key (case_id, word)
);
create index case_party_word on case_party (village, word, whole, opened, case_id);
