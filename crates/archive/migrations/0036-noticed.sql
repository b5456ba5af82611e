-- What the program noticed when it read the invoices of an act: for whoever checks it.
alter table act add column noticed text not null default '[]';
