-- Why somebody else counted the votes of a meeting than those who counted first, or why there was a third round.
alter table ballot_count add column reason text not null default '';
