"""The five reports over raw messages in pandas: what was done before. Prints JSON: seconds to load, and a median in milliseconds a question.

usage: usual-pandas.py FOLDER '[["trends", FROM_MS, TO_MS], ...]'
"""

import glob
import json
import statistics
import sys
import time

import pandas as pd

KEY = ["business", "bot", "conversation"]
DAY = 86_400_000
RUNS = 5


def load(folder):
    frames = [pd.read_json(file, lines=True, convert_dates=False) for file in sorted(glob.glob(folder + "/*.ndjson"))]
    table = pd.concat(frames, ignore_index=True)
    for column in [*KEY, "user", "sender", "channel", "language", "story", "node"]:
        table[column] = table[column].astype("category")
    table["time"] = pd.to_datetime(table["timestamp"], unit="ms")
    return table


def within(table, start, end):
    return table[(table.timestamp >= start) & (table.timestamp < end)]


def conversations(table, start, end):
    """Engaged conversations that started in the span."""
    first = table.groupby(KEY, observed=True).agg(
        started=("timestamp", "min"),
        user=("user", "first"),
        messages=("id", "size"),
        engaged=("from_user", "any"),
        human=("from_human", "any"),
        completed=("is_completed", "any"),
    )
    return first[first.engaged & (first.started >= start) & (first.started < end)].reset_index()


def trends(table, start, end):
    found = conversations(table, start, end)
    size = DAY if end - start > 2 * DAY else DAY // 24
    people = found.business.astype(str) + "/" + found.user.astype(str)
    found = found.assign(bucket=found.started // size, person=people, finished=found.completed & ~found.human)
    return found.person.nunique(), found.groupby("bucket").agg(
        conversations=("started", "size"),
        users=("person", "nunique"),
        messages=("messages", "sum"),
        handed_off=("human", "sum"),
        completed=("finished", "sum"),
    )


def stories(table, start, end):
    part = within(table, start, end)
    part = part[part.story.notna()]
    return part.assign(good=part.success == True, bad=part.success == False).groupby(["story", "node"], observed=True).agg(  # noqa: E712
        invocations=("id", "size"), successes=("good", "sum"), failures=("bad", "sum")
    )


def words(table, start, end):
    missed = within(table, 2 * start - end, end)
    missed = missed[(missed.sender == "user") & (missed.understood == False)]  # noqa: E712
    split = missed.text.str.lower().str.findall(r"\w\w+").map(set).explode()
    counts = [split[(missed.timestamp >= start).reindex(split.index) == now].value_counts() for now in (True, False)]
    return pd.concat(counts, axis=1).head(100)


def journey(table, start, end):
    found = conversations(table, start, end)
    steps = table[table.story.notna()].merge(found[KEY], on=KEY).sort_values([*KEY, "timestamp", "seq", "id"])
    node = steps.story.astype(str) + "/" + steps.node.astype(str)
    following = node.groupby([steps[name] for name in KEY], observed=True).shift(-1).fillna("end")
    return pd.DataFrame({"source": node, "target": following}).value_counts(), node.value_counts().head(40)


def messages(table, start, end):
    return within(table, start, end).nlargest(50, "timestamp")


def main():
    folder, questions = sys.argv[1], json.loads(sys.argv[2])
    begun = time.perf_counter()
    table = load(folder)
    table["seq"] = table["seq"].fillna(0)
    table["from_user"] = table.sender == "user"
    table["from_human"] = table.sender == "human"
    table["is_completed"] = table.completed == True  # noqa: E712
    seconds = time.perf_counter() - begun
    reports = {"trends": trends, "stories": stories, "words": words, "journey": journey, "messages": messages}
    medians = []
    for report, start, end in questions:
        taken = []
        while len(taken) < RUNS and sum(taken) < 10:
            begun = time.perf_counter()
            reports[report](table, start, end)
            taken.append(time.perf_counter() - begun)
        medians.append(1000 * statistics.median(taken))
    print(json.dumps({"version": pd.__version__, "loadSeconds": seconds, "medians": medians}))


main()
