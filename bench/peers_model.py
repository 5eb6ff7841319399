# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines and rows (docs/problem.schema.json) as a program of whole numbers.

Every peer gets the same program: a 0/1 variable for each person, day and open
pattern, one of each cell; and helpers, each defined as the largest of a few
linear expressions (or as equal to one), so that what a roster costs follows
from it alone - `cost_of` does that, and tests/bench compares it with `samvakt
score`. The formulations are the strong ones known to us: forbidden pairs are
gathered into cliques, runs are windows of days, a free gap is one of a few
moments at which it can begin.
"""
import json

NEVER = 2147483647


class Expression:
    """Terms {variable: coefficient} and a constant."""

    def __init__(self, terms=(), constant=0):
        self.terms = {}
        self.constant = constant
        for variable, factor in terms:
            self.add(variable, factor)

    def add(self, variable, factor):
        value = self.terms.get(variable, 0) + factor
        if value:
            self.terms[variable] = value
        else:
            self.terms.pop(variable, None)
        return self

    def plus(self, other, factor=1):
        result = Expression(self.terms.items(), self.constant)
        for variable, value in other.terms.items():
            result.add(variable, factor * value)
        result.constant += factor * other.constant
        return result

    def value(self, values):
        return self.constant + sum(factor * values[variable]
                                   for variable, factor in self.terms.items())


class Program:
    """Variables are whole numbers within [low, high]; costs are to be least.

    cells: the exactly-one groups; helpers: (variable, expressions, equal);
    limits: (expression, low or None, high or None)."""

    def __init__(self, problem):
        self.problem = problem
        self.low, self.high, self.cost = [], [], []
        self.cells, self.helpers, self.limits = [], [], []
        self.constant = 0
        self.x = {}  # (person, day, pattern) -> variable
        self.inside = {}  # (person, day, set) -> expression
        self._cells()
        self._charges()
        build = {"transition": self._transition, "window": self._window,
                 "groups": self._groups, "run": self._run, "gap": self._gap}
        for rule in problem["rules"]:
            build[rule["kind"]](rule)
        for row in problem["rows"]:
            self._row(row)

    # ---- pieces ---------------------------------------------------------

    def variable(self, low, high, cost=0):
        self.low.append(low)
        self.high.append(high)
        self.cost.append(cost)
        return len(self.low) - 1

    def reach(self, expression):
        """Smallest and largest value by the bounds of the variables; of the
        patterns of one cell only one counts."""
        low = high = expression.constant
        cells = {}
        for variable, factor in expression.terms.items():
            cell = self.cell_of.get(variable)
            if cell is None:
                ends = (factor * self.low[variable],
                        factor * self.high[variable])
                low, high = low + min(ends), high + max(ends)
            else:
                cells.setdefault(cell, []).append(factor)
        for cell, factors in cells.items():
            whole = len(factors) == len(self.cells[cell])
            low += min(factors) if whole else min(0, *factors, 0)
            high += max(factors) if whole else max(0, *factors, 0)
        return low, high

    def at_least(self, expressions, cost):
        """The largest of 0 and the expressions, which costs so much each;
        None when it can only be 0."""
        reaches = [self.reach(e) for e in expressions]
        top = max((high for _, high in reaches), default=0)
        if top <= 0:
            return None
        if len(expressions) == 1 and reaches[0][0] >= 0:
            self.charge(expressions[0], cost)
            return expressions[0]
        variable = self.variable(0, top, cost)
        self.helpers.append((variable, expressions, False))
        return Expression([(variable, 1)])

    def equal(self, expression):
        """An expression of one variable that equals it, when it has more."""
        if len(expression.terms) <= 1:
            return expression
        low, high = self.reach(expression)
        variable = self.variable(low, high)
        self.helpers.append((variable, [expression], True))
        return Expression([(variable, 1)])

    def charge(self, expression, cost):
        self.constant += cost * expression.constant
        for variable, factor in expression.terms.items():
            self.cost[variable] += cost * factor

    def gauge(self, amount, owner):
        """Hard bounds and hinges of a counted amount."""
        low, high = owner.get("low"), owner.get("high")
        if low is not None or high is not None:
            reach = self.reach(amount)
            low = None if low is None or reach[0] >= low else low
            high = None if high is None or reach[1] <= high else high
            if low is not None or high is not None:
                self.limits.append((amount, low, high))
        for mark, under, over in owner["hinges"]:
            if under:
                self.at_least([Expression((), mark).plus(amount, -1)], under)
            if over:
                self.at_least([amount.plus(Expression((), -mark))], over)

    # ---- choices ----------------------------------------------------------

    def _cells(self):
        problem = self.problem
        self.cell_of = {}
        self.open = {}
        for person, days in enumerate(problem["allowed"]):
            for day, index in enumerate(days):
                cell = []
                for pattern in problem["sets"][index]:
                    variable = self.variable(0, 1)
                    self.x[person, day, pattern] = variable
                    self.cell_of[variable] = len(self.cells)
                    cell.append(variable)
                self.open[person, day] = problem["sets"][index]
                self.cells.append(cell)

    def _charges(self):
        for person, day, _, points, *patterns in self.problem["charges"]:
            for pattern in patterns:
                variable = self.x.get((person, day, pattern))
                if variable is not None:
                    self.cost[variable] += points

    def within(self, person, day, patterns):
        """1 when the person has one of the patterns on the day."""
        terms = [(self.x[person, day, p], 1) for p in patterns
                 if (person, day, p) in self.x]
        if len(terms) == len(self.open[person, day]):
            return Expression((), 1)
        return Expression(terms)

    def in_set(self, person, day, index):
        key = (person, day, index)
        if key not in self.inside:
            self.inside[key] = self.equal(
                self.within(person, day, self.problem["sets"][index]))
        return self.inside[key]

    # ---- rules --------------------------------------------------------------

    def _transition(self, rule):
        person, count = rule["person"], len(self.problem["patterns"])
        for day, index in enumerate(rule["tables"]):
            table = self.problem["tables"][index]
            rows = {}  # what a pattern forbids or costs -> the patterns
            for p in self.open[person, day]:
                costs = {}
                for q in self.open[person, day + 1]:
                    pair = table[p * count + q]
                    if pair:
                        costs.setdefault(pair, []).append(q)
                for pair, after in costs.items():
                    rows.setdefault((pair, tuple(after)), []).append(p)
            for (pair, after), before in rows.items():
                both = self.within(person, day, before).plus(
                    self.within(person, day + 1, after))
                if pair == NEVER:
                    self.limits.append((both, None, 1))
                else:
                    self.at_least([both.plus(Expression((), -1))], pair)

    def _window(self, rule):
        person = rule["person"]
        table = self.problem["tables"][rule["weights"]]
        count = len(self.problem["patterns"])
        amount = Expression((), rule["history"])
        for day in range(rule["first"], rule["last"] + 1):
            offset = day * count if rule["by_day"] else 0
            for pattern in self.open[person, day]:
                weight = table[offset + pattern]
                if weight:
                    amount.add(self.x[person, day, pattern], weight)
        self.gauge(amount, rule)

    def _groups(self, rule):
        amount = Expression((), rule["history"])
        for start, end in zip(rule["start"], rule["end"]):
            days = [self.in_set(rule["person"], day, rule["set"])
                    for day in range(start, end + 1)]
            if len(days) == 1:
                amount = amount.plus(days[0])
                continue
            some = self.variable(0, 1)
            self.helpers.append((some, days, False))
            total = Expression()
            for day in days:
                total = total.plus(day)
            self.limits.append((total.add(some, -1), 0, None))
            amount.add(some, 1)
        self.gauge(amount, rule)

    def _run(self, rule):
        days = [self.in_set(rule["person"], day, rule["set"])
                for day in range(len(self.problem["days"]))]
        before = max(rule["history"], 0)
        if "high" in rule:
            high = max(rule["high"], 0)
            for window in self._stretches(days, before, high + 1):
                self.limits.append((window, None, high))
        for mark, under, over in rule["hinges"]:
            if over:
                most = max(mark, 0)
                for window in self._stretches(days, before, most + 1):
                    self.at_least([window.plus(Expression((), -most))], over)
            if under:
                self._short(rule, days, mark, under)
        if "low" in rule:
            self._short(rule, days, rule["low"], None)

    @staticmethod
    def _stretches(days, before, length):
        """Sums of `length` days that end in the horizon; the days of history
        that the run has already are ones."""
        for end in range(len(days)):
            first = end - length + 1
            if first < -before:
                continue
            total = Expression((), max(0, -first))
            for day in range(max(first, 0), end + 1):
                total = total.plus(days[day])
            yield total

    def _short(self, rule, days, mark, under):
        """A run of fewer than `mark` days that ends before the last day:
        forbidden, or `under` for each missing day."""
        for start, day in enumerate(days):
            if start == 0 and rule["history"] < 0:
                continue
            had = rule["history"] if start == 0 else 0
            begins = day if start == 0 else day.plus(days[start - 1], -1)
            missing = None
            for k in range(1, mark - had):
                out = [] if start + k >= len(days) else [
                    begins.plus(days[start + k], -1)]
                if under is None:
                    for expression in out:
                        self.limits.append((expression, None, 0))
                    continue
                if missing is not None:
                    out.append(missing)
                missing = self.at_least(out, under) if out else None

    def _gap(self, rule):
        person, tables = rule["person"], self.problem["tables"]
        count = len(self.problem["patterns"])
        busy = []  # (day, pattern, from, to)
        for day in range(rule["first"], rule["last"] + 1):
            for pattern in self.open[person, day]:
                start = tables[rule["busy_from"]][day * count + pattern]
                end = tables[rule["busy_to"]][day * count + pattern]
                if start <= end:
                    busy.append((day, pattern, start, end))
        earliest = max(rule["open"], rule["busy_until"])
        starts = sorted({earliest} | {end for *_, end in busy
                                      if end >= earliest})
        blocked = []
        for start in starts:
            end = start + rule["need"]
            if end > rule["close"]:
                continue
            clash = {}
            for day, pattern, begin, until in busy:
                if begin < end and until > start:
                    clash.setdefault(day, []).append(pattern)
            days = [self.within(person, day, patterns)
                    for day, patterns in clash.items()]
            if not days:
                return  # always free
            if any(not d.terms and d.constant for d in days):
                continue  # never free
            variable = self.variable(0, 1)
            self.helpers.append((variable, days, False))
            blocked.append(variable)
        missing = Expression([(v, 1) for v in blocked], 1 - len(blocked))
        if "cost_missing" in rule:
            self.at_least([missing], rule["cost_missing"])
        else:
            self.limits.append((missing, None, 0))

    def _row(self, row):
        amount = Expression((), row["constant"])
        for day, mask, factor, *patterns in row["terms"]:
            for person in self.problem["masks"][mask]:
                for pattern in patterns:
                    variable = self.x.get((person, day, pattern))
                    if variable is not None:
                        amount.add(variable, factor)
        self.gauge(amount, row)

    # ---- rosters --------------------------------------------------------------

    def values_of(self, lines):
        """Values of all variables for a roster of pattern numbers, or None
        when a choice is closed."""
        values = [0] * len(self.low)
        for person, line in enumerate(lines):
            for day, pattern in enumerate(line):
                variable = self.x.get((person, day, pattern))
                if variable is None:
                    return None
                values[variable] = 1
        for variable, expressions, equal in self.helpers:
            found = [e.value(values) for e in expressions]
            values[variable] = found[0] if equal else max(0, *found)
        return values

    def cost_of(self, lines):
        """What the program makes a roster cost; None when it forbids it."""
        values = self.values_of(lines)
        if values is None:
            return None
        for expression, low, high in self.limits:
            value = expression.value(values)
            if (low is not None and value < low or
                    high is not None and value > high):
                return None
        return self.constant + sum(c * v for c, v in zip(self.cost, values))

    def lines_of(self, value):
        """The roster of a solution; value(variable) gives a number."""
        lines = []
        for person in range(len(self.problem["people"])):
            lines.append([max(self.open[person, day], key=lambda p, d=day:
                              value(self.x[person, d, p]))
                          for day in range(len(self.problem["days"]))])
        return lines

    def rows(self):
        """Everything as (expression, low or None, high or None)."""
        for cell in self.cells:
            yield Expression([(v, 1) for v in cell]), 1, 1
        for variable, expressions, equal in self.helpers:
            for expression in expressions:
                difference = expression.plus(Expression([(variable, 1)]), -1)
                yield difference, 0 if equal else None, 0
        yield from self.limits


def read(path):
    with open(path, encoding="utf-8") as file:
        return Program(json.load(file))


def write_roster(problem, lines, path):
    """As `samvakt score` reads it."""
    words = {"lines": {person: [problem["patterns"][p] for p in line]
                       for person, line in zip(problem["people"], lines)}}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(words, file)
