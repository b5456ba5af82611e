-- Why a month was closed though a bank account did not agree with the bank: in words, for everybody.
alter table period add column unreconciled text;
