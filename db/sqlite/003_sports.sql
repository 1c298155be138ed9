-- Matches of the two sports there were: their frozen rules, as rules are written now. What rules do
-- not say the match does not have, so all else of them may stay as it was frozen.

UPDATE matches
SET rules = json_set(rules, '$.serve', json('{"order":"winner","next":"other","decider":"toss"}'))
WHERE rules ->> '$.serve' = 'winner';

-- Before the last of several sets a coin is tossed.
UPDATE matches
SET rules = json_set(rules, '$.units[#-1].decides', json('true'))
WHERE rules ->> '$.serve.decider' = 'toss' AND json_array_length(rules, '$.units') > 1;
