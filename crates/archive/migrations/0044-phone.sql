-- Whoever reads their own household's matters is looked up by the telephone that the roster knows.
create index person_phone on person (phone);
