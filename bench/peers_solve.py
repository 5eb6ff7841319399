#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""One peer on one problem file: prints what it found when, as one JSON object.

usage: bench/peers_solve.py cp-sat|highs|scip PROBLEM.json SECONDS THREADS OUT

{"peer", "version", "status", "bound", "build_seconds", "seconds", "history":
[[seconds, cost or null, bound or null], ...]}; the best roster goes to OUT.
Seconds count from when the finished program is handed to the peer. A cost is
what the roster costs by its definition, which may be less than the peer thinks
where it leaves a helper larger than it must be. Run by bench/peers.py with the
Python of bench/peers-setup.
"""
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import peers_model  # noqa: E402


class Log:
    """Best roster, its cost, and the bound, by time."""

    def __init__(self, program):
        self.program = program
        self.start = time.monotonic()
        self.lines = []
        self.best = None  # (cost, lines)

    def roster(self, value):
        """A roster was found; value(variable) gives its numbers."""
        lines = self.program.lines_of(value)
        cost = self.program.cost_of(lines)
        if cost is not None and (self.best is None or cost < self.best[0]):
            self.best = cost, lines
            self.add(cost, None)

    def add(self, cost, bound):
        last = self.lines[-1][1:] if self.lines else [None, None]
        now = [last[0] if cost is None else cost,
               last[1] if bound is None else bound]
        if now != last:
            self.lines.append([round(time.monotonic() - self.start, 2), *now])


def sane(value):
    """Infinities of the peers are no costs and no bounds."""
    return None if abs(value) >= 1e15 else value


def cp_sat(program, seconds, threads):
    import ortools
    from ortools.sat.python import cp_model
    model = cp_model.CpModel()
    x = [model.new_bool_var("") if (low, high) == (0, 1) else
         model.new_int_var(low, high, "")
         for low, high in zip(program.low, program.high)]

    def linear(expression):
        return cp_model.LinearExpr.weighted_sum(
            [x[v] for v in expression.terms],
            list(expression.terms.values())) + expression.constant

    for cell in program.cells:
        model.add_exactly_one([x[v] for v in cell])
    for variable, expressions, equal in program.helpers:
        for expression in expressions:
            if equal:
                model.add(linear(expression) == x[variable])
            else:
                model.add(linear(expression) <= x[variable])
    for expression, low, high in program.limits:
        if low is not None:
            model.add(linear(expression) >= low)
        if high is not None:
            model.add(linear(expression) <= high)
    model.minimize(cp_model.LinearExpr.weighted_sum(x, program.cost) +
                   program.constant)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = threads
    log = Log(program)

    class Watch(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self):
            log.roster(lambda v: self.value(x[v]))
            log.add(None, self.best_objective_bound)

    solver.best_bound_callback = lambda bound: log.add(None, bound)
    status = solver.solve(model, Watch())
    log.add(None, solver.best_objective_bound)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        log.roster(lambda v: solver.value(x[v]))
    return log, {"version": f"OR-tools CP-SAT {ortools.__version__}",
                 "status": solver.status_name(status).lower()}


def highs(program, seconds, threads):
    import highspy
    import numpy
    rows = list(program.rows())
    starts, index, values, low, high = [], [], [], [], []
    infinity = highspy.kHighsInf
    for expression, least, most in rows:
        starts.append(len(index))
        index += expression.terms.keys()
        values += expression.terms.values()
        low.append(-infinity if least is None else
                   least - expression.constant)
        high.append(infinity if most is None else
                    most - expression.constant)
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.low), len(rows)
    lp.col_cost_ = numpy.array(program.cost, dtype=float)
    lp.col_lower_ = numpy.array(program.low, dtype=float)
    lp.col_upper_ = numpy.array(program.high, dtype=float)
    lp.row_lower_ = numpy.array(low, dtype=float)
    lp.row_upper_ = numpy.array(high, dtype=float)
    lp.offset_ = program.constant
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = numpy.array(starts + [len(index)], dtype=numpy.int32)
    lp.a_matrix_.index_ = numpy.array(index, dtype=numpy.int32)
    lp.a_matrix_.value_ = numpy.array(values, dtype=float)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("time_limit", seconds),
                          ("threads", threads), ("parallel", "on"),
                          ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.9)):
        solver.setOptionValue(option, value)
    solver.passModel(lp)
    log = Log(program)
    improving = highspy.cb.HighsCallbackType.kCallbackMipImprovingSolution
    logging = highspy.cb.HighsCallbackType.kCallbackMipLogging

    def watch(kind, _, out, __, ___):
        if kind == improving:
            log.roster(lambda v: out.mip_solution[v])
        log.add(None, sane(out.mip_dual_bound))

    solver.setCallback(watch, None)
    for kind in (improving, logging):
        solver.startCallback(kind)
    solver.run()
    info = solver.getInfo()
    log.add(None, sane(info.mip_dual_bound))
    solution = solver.getSolution().col_value
    if sane(info.objective_function_value) is not None and solution:
        log.roster(lambda v: solution[v])
    status = solver.modelStatusToString(solver.getModelStatus()).lower()
    return log, {"version": f"HiGHS {solver.version()}", "status": status}


def scip(program, seconds, threads):
    import pyscipopt
    del threads  # the packaged SCIP is built for one
    model = pyscipopt.Model()
    model.hideOutput()
    x = [model.addVar(vtype="B" if (low, high) == (0, 1) else "I",
                      lb=low, ub=high, obj=cost) for low, high, cost in
         zip(program.low, program.high, program.cost)]
    model.addObjoffset(program.constant)
    for expression, low, high in program.rows():
        total = pyscipopt.quicksum(factor * x[v] for v, factor
                                   in expression.terms.items())
        total += expression.constant
        if low is not None and low == high:
            model.addCons(total == low)
        elif low is not None and high is not None:
            model.addCons(pyscipopt.scip.ExprCons(total, low, high))
        elif low is not None:
            model.addCons(total >= low)
        else:
            model.addCons(total <= high)
    model.setParam("limits/time", seconds)
    log = Log(program)
    found = pyscipopt.SCIP_EVENTTYPE.BESTSOLFOUND

    class Watch(pyscipopt.Eventhdlr):
        kinds = (found, pyscipopt.SCIP_EVENTTYPE.LPEVENT,
                 pyscipopt.SCIP_EVENTTYPE.NODESOLVED)

        def eventinit(self):
            for kind in self.kinds:
                self.model.catchEvent(kind, self)

        def eventexit(self):
            for kind in self.kinds:
                self.model.dropEvent(kind, self)

        def eventexec(self, event):
            if event.getType() == found:
                best = self.model.getBestSol()
                log.roster(lambda v: self.model.getSolVal(best, x[v]))
            log.add(None, sane(self.model.getDualbound()))

    model.includeEventhdlr(Watch(), "watch", "best cost and bound by time")
    model.optimize()
    log.add(None, sane(model.getDualbound()))
    if model.getNSols() > 0:
        best = model.getBestSol()
        log.roster(lambda v: model.getSolVal(best, x[v]))
    return log, {"version": f"SCIP {model.version()}",
                 "status": model.getStatus()}


PEERS = {"cp-sat": cp_sat, "highs": highs, "scip": scip}


def main():
    peer, path, seconds, threads, out = sys.argv[1:]
    begun = time.monotonic()
    program = peers_model.read(path)
    built = time.monotonic() - begun
    log, said = PEERS[peer](program, float(seconds), int(threads))
    took = time.monotonic() - log.start
    if log.best:
        peers_model.write_roster(program.problem, log.best[1], out)
    print(json.dumps({"peer": peer, **said, "found": log.best is not None,
                      "build_seconds": round(built, 2),
                      "seconds": round(took, 2), "history": log.lines}))


if __name__ == "__main__":
    main()
