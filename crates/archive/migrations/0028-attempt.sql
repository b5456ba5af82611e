-- What moved in a village's books between two days, answered from the index alone.
create index voucher_line_day on voucher_line (village, day, account, side, amount_fen);

-- Whether somebody tried something, or it was found without anybody's attempt.
alter table alert add column attempt bigint not null default 1;
