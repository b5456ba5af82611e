-- Questions that somebody looks through before everybody reads them: why (personal, insult, voice), the recording as JSON (hash, kind,
-- bytes, seconds), and the words that everybody reads since.
alter table question add column held text not null default '';
alter table question add column voice text;
alter table question add column opened_words text not null default '';
alter table question add column opened_by text;
alter table question add column opened bigint;
create index question_held on question (held, asked);

-- Who listened to which recording, once a day and person.
create table question_heard (
  question text not null,
  person text not null,
  day text not null,
  entry bigint not null,
  primary key (question, person, day)
);
