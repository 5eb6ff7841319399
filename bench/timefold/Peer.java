// SPDX-License-Identifier: GPL-3.0-or-later
/*
 * Peer.java - Timefold on a problem of lines and rows.
 *
 * usage: java -cp ... Peer PROBLEM.json SECONDS OUT
 *
 * A planning entity is a person's day, its value one of the patterns open
 * there; the score is kept incrementally, rule by rule and row by row, by the
 * definition of docs/problem.schema.json. The solver is as its documentation
 * starts: first fit, then late acceptance with change and swap moves, and
 * beside them, because rotas need it, stretches of days given one pattern or
 * exchanged between two people. The community edition works on one thread.
 * Prints what bench/peers_solve.py prints; the best roster goes to OUT.
 */
import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.entity.PlanningPin;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.api.score.director.ScoreDirector;
import ai.timefold.solver.core.config.constructionheuristic.ConstructionHeuristicPhaseConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.composite.UnionMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.factory.MoveIteratorFactoryConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.ChangeMoveSelectorConfig;
import ai.timefold.solver.core.config.heuristic.selector.move.generic.SwapMoveSelectorConfig;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import ai.timefold.solver.core.config.solver.termination.TerminationConfig;
import ai.timefold.solver.core.impl.heuristic.move.AbstractSimplifiedMove;
import ai.timefold.solver.core.impl.heuristic.selector.move.factory.MoveIteratorFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;

public final class Peer {
    static final int NEVER = Integer.MAX_VALUE;
    static final int NONE = -1; // no pattern yet, while the first plan grows

    private Peer() { }

    // ---- the problem -------------------------------------------------------

    static int[] ints(JsonNode list) {
        int[] values = new int[list.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = list.get(i).asInt();
        }
        return values;
    }

    /** Hard bounds and hinges; costs are added up in a Tally. */
    static final class Gauge {
        final long low, high;
        final long unit; // so much out of bounds is one hard point
        final long[][] hinges;

        Gauge(JsonNode node) {
            this(node, 1);
        }

        Gauge(JsonNode node, long unit) {
            this.unit = unit;
            low = node.has("low") ? node.get("low").asLong() : Long.MIN_VALUE;
            high = node.has("high") ? node.get("high").asLong()
                                    : Long.MAX_VALUE;
            JsonNode list = node.get("hinges");
            hinges = new long[list.size()][3];
            for (int i = 0; i < hinges.length; i++) {
                for (int k = 0; k < 3; k++) {
                    hinges[i][k] = list.get(i).get(k).asLong();
                }
            }
        }

        void add(long amount, Tally tally) {
            if (amount < low) {
                tally.hard += (low - amount + unit - 1) / unit;
            } else if (amount > high) {
                tally.hard += (amount - high + unit - 1) / unit;
            }
            for (long[] hinge : hinges) {
                tally.soft += amount < hinge[0]
                    ? hinge[1] * (hinge[0] - amount)
                    : hinge[2] * (amount - hinge[0]);
            }
        }
    }

    static final class Tally {
        long hard, soft;
    }

    /** One rule of a line, by its definition. */
    abstract static class Rule {
        abstract void add(int[] line, Tally tally);

        /** Whether a change of the day can matter. */
        boolean touches(int day) {
            return true;
        }
    }

    static boolean in(boolean[] set, int pattern) {
        return pattern != NONE && set[pattern];
    }

    static final class Transition extends Rule {
        final int[][] tables;
        final int count;

        Transition(Problem p, JsonNode node) {
            count = p.patterns;
            int[] index = ints(node.get("tables"));
            tables = new int[index.length][];
            for (int d = 0; d < index.length; d++) {
                tables[d] = p.tables[index[d]];
            }
        }

        @Override
        void add(int[] line, Tally tally) {
            for (int d = 0; d + 1 < line.length; d++) {
                if (line[d] != NONE && line[d + 1] != NONE) {
                    int pair = tables[d][line[d] * count + line[d + 1]];
                    tally.hard += pair == NEVER ? 1 : 0;
                    tally.soft += pair == NEVER ? 0 : pair;
                }
            }
        }
    }

    static final class Window extends Rule {
        final int first, last, count, step;
        final int[] weights;
        final long history;
        final Gauge gauge;

        Window(Problem p, JsonNode node) {
            first = node.get("first").asInt();
            last = node.get("last").asInt();
            count = p.patterns;
            step = node.get("by_day").asBoolean() ? count : 0;
            weights = p.tables[node.get("weights").asInt()];
            history = node.get("history").asLong();
            long most = 1; // what one day counts at most: minutes of a shift
            for (int weight : weights) {
                most = Math.max(most, Math.abs((long) weight));
            }
            gauge = new Gauge(node, most);
        }

        @Override
        void add(int[] line, Tally tally) {
            long sum = history;
            for (int d = first; d <= last; d++) {
                sum += line[d] == NONE ? 0 : weights[d * step + line[d]];
            }
            gauge.add(sum, tally);
        }

        @Override
        boolean touches(int day) {
            return day >= first && day <= last;
        }
    }

    static final class Groups extends Rule {
        final int[] start, end;
        final boolean[] set;
        final long history;
        final Gauge gauge;

        Groups(Problem p, JsonNode node) {
            start = ints(node.get("start"));
            end = ints(node.get("end"));
            set = p.sets[node.get("set").asInt()];
            history = node.get("history").asLong();
            gauge = new Gauge(node);
        }

        @Override
        void add(int[] line, Tally tally) {
            long count = history;
            for (int g = 0; g < start.length; g++) {
                boolean any = false;
                for (int d = start[g]; d <= end[g]; d++) {
                    any |= in(set, line[d]);
                }
                count += any ? 1 : 0;
            }
            gauge.add(count, tally);
        }

        @Override
        boolean touches(int day) {
            return day >= start[0] && day <= end[end.length - 1];
        }
    }

    static final class Run extends Rule {
        final boolean[] set;
        final int history;
        final Gauge gauge;

        Run(Problem p, JsonNode node) {
            set = p.sets[node.get("set").asInt()];
            history = node.get("history").asInt();
            gauge = new Gauge(node);
        }

        @Override
        void add(int[] line, Tally tally) {
            int first = 0;
            for (int d = 0; d <= line.length; d++) {
                if (d < line.length && in(set, line[d])) {
                    continue;
                }
                if (first < d) {
                    one(first, d - 1, line.length, tally);
                }
                first = d + 1;
            }
        }

        private void one(int first, int last, int days, Tally tally) {
            long before = first == 0 && history > 0 ? history : 0;
            long length = before + last - first + 1;
            boolean neverShort =
                last == days - 1 || (first == 0 && history < 0);
            for (long[] hinge : gauge.hinges) {
                if (length < hinge[0] && !neverShort) {
                    tally.soft += hinge[1] * (hinge[0] - length);
                }
                if (length > hinge[0]) {
                    long paid = Math.max(0, before - hinge[0]);
                    tally.soft += hinge[2] * (length - hinge[0] - paid);
                }
            }
            if (length > gauge.high) {
                tally.hard += length - gauge.high;
            } else if (length < gauge.low && !neverShort) {
                tally.hard += gauge.low - length;
            }
        }
    }

    static final class Gap extends Rule {
        final int[] from, to;
        final int first, last, open, close, until, need, count;
        final long missing; // NONE: hard

        Gap(Problem p, JsonNode node) {
            from = p.tables[node.get("busy_from").asInt()];
            to = p.tables[node.get("busy_to").asInt()];
            first = node.get("first").asInt();
            last = node.get("last").asInt();
            open = node.get("open").asInt();
            close = node.get("close").asInt();
            until = node.get("busy_until").asInt();
            need = node.get("need").asInt();
            count = p.patterns;
            missing = node.has("cost_missing")
                ? node.get("cost_missing").asLong() : NONE;
        }

        private boolean free(int[] line, int begin, int end) {
            for (int d = first; d <= last; d++) {
                if (line[d] != NONE) {
                    int cell = d * count + line[d];
                    if (from[cell] <= to[cell] && from[cell] < end
                            && to[cell] > begin) {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean there(int[] line) {
            int start = Math.max(until, open);
            for (int d = first - 1; d <= last; d++) {
                int begin = start;
                if (d >= first) {
                    if (line[d] == NONE) {
                        continue;
                    }
                    int cell = d * count + line[d];
                    begin = to[cell];
                    if (from[cell] > begin || begin < start) {
                        continue;
                    }
                }
                if ((long) begin + need <= close
                        && free(line, begin, begin + need)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        void add(int[] line, Tally tally) {
            if (!there(line)) {
                tally.hard += missing == NONE ? 1 : 0;
                tally.soft += missing == NONE ? 0 : missing;
            }
        }

        @Override
        boolean touches(int day) {
            return day >= first && day <= last;
        }
    }

    static final class Problem {
        final JsonNode root;
        final int people, days, patterns;
        final boolean[][] sets;
        final int[][] tables;
        final Rule[] rules;
        final int[][][] rulesOf; // person, day: indices of rules
        final Gauge[] rows;
        final long[] constants;
        final int[][][][] touches; // person, day, pattern: row, factor, ...
        final long[][][] charges;

        Problem(JsonNode root) {
            this.root = root;
            people = root.get("people").size();
            days = root.get("days").size();
            patterns = root.get("patterns").size();
            sets = new boolean[root.get("sets").size()][patterns];
            for (int s = 0; s < sets.length; s++) {
                for (int pattern : ints(root.get("sets").get(s))) {
                    sets[s][pattern] = true;
                }
            }
            tables = new int[root.get("tables").size()][];
            for (int t = 0; t < tables.length; t++) {
                tables[t] = ints(root.get("tables").get(t));
            }
            rules = new Rule[root.get("rules").size()];
            rulesOf = new int[people][days][];
            readRules(root.get("rules"));
            rows = new Gauge[root.get("rows").size()];
            constants = new long[rows.length];
            touches = new int[people][days][patterns][];
            readRows(root.get("rows"));
            charges = new long[people][days][patterns];
            for (JsonNode charge : root.get("charges")) {
                int[] c = ints(charge);
                for (int k = 4; k < c.length; k++) {
                    charges[c[0]][c[1]][c[k]] += c[3];
                }
            }
        }

        private Rule rule(JsonNode node) {
            switch (node.get("kind").asText()) {
            case "transition":
                return new Transition(this, node);
            case "window":
                return new Window(this, node);
            case "groups":
                return new Groups(this, node);
            case "run":
                return new Run(this, node);
            default:
                return new Gap(this, node);
            }
        }

        private void readRules(JsonNode list) {
            for (int r = 0; r < rules.length; r++) {
                rules[r] = rule(list.get(r));
            }
            for (int i = 0; i < people; i++) {
                for (int d = 0; d < days; d++) {
                    List<Integer> found = new ArrayList<>();
                    for (int r = 0; r < rules.length; r++) {
                        if (list.get(r).get("person").asInt() == i
                                && rules[r].touches(d)) {
                            found.add(r);
                        }
                    }
                    rulesOf[i][d] =
                        found.stream().mapToInt(Integer::intValue).toArray();
                }
            }
        }

        private void readRows(JsonNode list) {
            List<List<Integer>> found = new ArrayList<>();
            for (int k = 0; k < people * days * patterns; k++) {
                found.add(new ArrayList<>());
            }
            for (int r = 0; r < rows.length; r++) {
                rows[r] = new Gauge(list.get(r));
                constants[r] = list.get(r).get("constant").asLong();
                for (JsonNode node : list.get(r).get("terms")) {
                    int[] term = ints(node);
                    for (JsonNode person : root.get("masks").get(term[1])) {
                        for (int k = 3; k < term.length; k++) {
                            List<Integer> touch = found.get(
                                (person.asInt() * days + term[0]) * patterns
                                + term[k]);
                            touch.add(r);
                            touch.add(term[2]);
                        }
                    }
                }
            }
            for (int k = 0; k < found.size(); k++) {
                touches[k / patterns / days][k / patterns % days][k % patterns]
                    = found.get(k).stream().mapToInt(Integer::intValue)
                        .toArray();
            }
        }
    }

    // ---- what Timefold plans -------------------------------------------------

    @PlanningEntity
    public static class Cell {
        @PlanningId
        public int id;
        public int person, day;
        @ValueRangeProvider(id = "open")
        public List<Integer> open;
        @PlanningPin
        public boolean pinned;
        @PlanningVariable(valueRangeProviderRefs = "open")
        public Integer pattern;
    }

    @PlanningSolution
    public static class Roster {
        public Problem problem;
        @PlanningEntityCollectionProperty
        public List<Cell> cells;
        @PlanningScore
        public HardSoftLongScore score;
    }

    /** Amounts of rows and costs of rules; only what a change touches. */
    public static class Score
            implements IncrementalScoreCalculator<Roster, HardSoftLongScore> {
        private Problem problem;
        private int[][] lines;
        private long[] amounts;
        private long[][] ofRule, ofRow;
        private long hard, soft;
        private final Tally tally = new Tally();

        @Override
        public void resetWorkingSolution(Roster roster) {
            problem = roster.problem;
            lines = new int[problem.people][problem.days];
            amounts = problem.constants.clone();
            ofRule = new long[problem.rules.length][2];
            ofRow = new long[problem.rows.length][2];
            hard = 0;
            soft = 0;
            for (int[] line : lines) {
                java.util.Arrays.fill(line, NONE);
            }
            for (int r = 0; r < problem.rows.length; r++) {
                rateRow(r);
            }
            for (int i = 0; i < problem.people; i++) {
                for (int d = 0; d < problem.days; d++) {
                    rateRules(i, d);
                }
            }
            for (Cell cell : roster.cells) {
                put(cell);
            }
        }

        private void replace(long[] held) {
            hard += tally.hard - held[0];
            soft += tally.soft - held[1];
            held[0] = tally.hard;
            held[1] = tally.soft;
        }

        private void rateRow(int row) {
            tally.hard = 0;
            tally.soft = 0;
            problem.rows[row].add(amounts[row], tally);
            replace(ofRow[row]);
        }

        private void rateRules(int person, int day) {
            for (int r : problem.rulesOf[person][day]) {
                tally.hard = 0;
                tally.soft = 0;
                problem.rules[r].add(lines[person], tally);
                replace(ofRule[r]);
            }
        }

        private void count(int person, int day, int pattern, int sign) {
            int[] touch = problem.touches[person][day][pattern];
            for (int k = 0; k < touch.length; k += 2) {
                amounts[touch[k]] += (long) sign * touch[k + 1];
                rateRow(touch[k]);
            }
            soft += sign * problem.charges[person][day][pattern];
        }

        private void put(Cell cell) {
            int pattern = cell.pattern == null ? NONE : cell.pattern;
            int before = lines[cell.person][cell.day];
            if (before == pattern) {
                return;
            }
            if (before != NONE) {
                count(cell.person, cell.day, before, -1);
            }
            lines[cell.person][cell.day] = pattern;
            if (pattern != NONE) {
                count(cell.person, cell.day, pattern, 1);
            }
            rateRules(cell.person, cell.day);
        }

        @Override
        public void beforeEntityAdded(Object entity) { }

        @Override
        public void afterEntityAdded(Object entity) {
            put((Cell) entity);
        }

        @Override
        public void beforeVariableChanged(Object entity, String name) { }

        @Override
        public void afterVariableChanged(Object entity, String name) {
            put((Cell) entity);
        }

        @Override
        public void beforeEntityRemoved(Object entity) { }

        @Override
        public void afterEntityRemoved(Object entity) { }

        @Override
        public HardSoftLongScore calculateScore() {
            return HardSoftLongScore.of(-hard, -soft);
        }
    }

    // ---- moves of several days --------------------------------------------------

    /** Some cells get other patterns at once. */
    static final class Stretch extends AbstractSimplifiedMove<Roster> {
        private final Cell[] cells;
        private final Integer[] patterns;

        Stretch(Cell[] cells, Integer[] patterns) {
            this.cells = cells;
            this.patterns = patterns;
        }

        @Override
        public boolean isMoveDoable(ScoreDirector<Roster> director) {
            boolean other = false;
            for (int k = 0; k < cells.length; k++) {
                if (patterns[k].equals(cells[k].pattern)) {
                    continue;
                }
                if (cells[k].pinned || !cells[k].open.contains(patterns[k])) {
                    return false;
                }
                other = true;
            }
            return other;
        }

        @Override
        protected void doMoveOnGenuineVariables(
                ScoreDirector<Roster> director) {
            for (int k = 0; k < cells.length; k++) {
                director.beforeVariableChanged(cells[k], "pattern");
                cells[k].pattern = patterns[k];
                director.afterVariableChanged(cells[k], "pattern");
            }
        }

        @Override
        public String toString() {
            return "Stretch of " + cells.length;
        }
    }

    /** Stretches of 2 to 7 days: one pattern for one person, or exchanged. */
    public static final class Stretches
            implements MoveIteratorFactory<Roster, Stretch> {
        @Override
        public long getSize(ScoreDirector<Roster> director) {
            return director.getWorkingSolution().cells.size() * 12L;
        }

        @Override
        public Iterator<Stretch> createOriginalMoveIterator(
                ScoreDirector<Roster> director) {
            return createRandomMoveIterator(director, new Random(1));
        }

        @Override
        public Iterator<Stretch> createRandomMoveIterator(
                ScoreDirector<Roster> director, Random random) {
            Roster roster = director.getWorkingSolution();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public Stretch next() {
                    return random.nextBoolean() ? exchange(roster, random)
                                                : fill(roster, random);
                }
            };
        }

        private static int length(Problem p, int first, Random random) {
            return Math.min(2 + random.nextInt(6), p.days - first);
        }

        private static Stretch fill(Roster roster, Random random) {
            Problem p = roster.problem;
            int person = random.nextInt(p.people);
            int first = random.nextInt(p.days);
            Cell start = roster.cells.get(person * p.days + first);
            Integer pattern =
                start.open.get(random.nextInt(start.open.size()));
            Cell[] cells = new Cell[length(p, first, random)];
            Integer[] patterns = new Integer[cells.length];
            for (int k = 0; k < cells.length; k++) {
                cells[k] = roster.cells.get(person * p.days + first + k);
                patterns[k] = pattern;
            }
            return new Stretch(cells, patterns);
        }

        private static Stretch exchange(Roster roster, Random random) {
            Problem p = roster.problem;
            int one = random.nextInt(p.people);
            int other = random.nextInt(p.people);
            int first = random.nextInt(p.days);
            int days = length(p, first, random);
            Cell[] cells = new Cell[2 * days];
            Integer[] patterns = new Integer[2 * days];
            for (int k = 0; k < days; k++) {
                cells[k] = roster.cells.get(one * p.days + first + k);
                cells[days + k] = roster.cells.get(other * p.days + first + k);
                patterns[k] = cells[days + k].pattern;
                patterns[days + k] = cells[k].pattern;
            }
            return new Stretch(cells, patterns);
        }
    }

    // ---- the run ---------------------------------------------------------------

    static Roster roster(Problem problem) {
        Roster roster = new Roster();
        roster.problem = problem;
        roster.cells = new ArrayList<>();
        for (int i = 0; i < problem.people; i++) {
            for (int d = 0; d < problem.days; d++) {
                Cell cell = new Cell();
                cell.id = i * problem.days + d;
                cell.person = i;
                cell.day = d;
                cell.open = new ArrayList<>();
                JsonNode set = problem.root.get("sets").get(
                    problem.root.get("allowed").get(i).get(d).asInt());
                for (JsonNode pattern : set) {
                    cell.open.add(pattern.asInt());
                }
                cell.pinned = cell.open.size() == 1;
                cell.pattern = cell.pinned ? cell.open.get(0) : null;
                roster.cells.add(cell);
            }
        }
        return roster;
    }

    static void write(ObjectMapper mapper, Roster best, File out)
            throws IOException {
        JsonNode root = best.problem.root;
        ObjectNode lines = mapper.createObjectNode();
        for (Cell cell : best.cells) {
            String person = root.get("people").get(cell.person).asText();
            ArrayNode line = lines.has(person) ? (ArrayNode) lines.get(person)
                                               : lines.putArray(person);
            line.add(root.get("patterns").get(cell.pattern).asText());
        }
        mapper.writeValue(out, mapper.createObjectNode().set("lines", lines));
    }

    public static void main(String[] words) throws IOException {
        long begun = System.nanoTime();
        ObjectMapper mapper = new ObjectMapper();
        Problem problem = new Problem(mapper.readTree(new File(words[0])));
        long seconds = Long.parseLong(words[1]);
        SolverConfig config = new SolverConfig()
            .withSolutionClass(Roster.class).withEntityClasses(Cell.class)
            .withScoreDirectorFactory(new ScoreDirectorFactoryConfig()
                .withIncrementalScoreCalculatorClass(Score.class))
            .withRandomSeed(1L)
            .withPhases(new ConstructionHeuristicPhaseConfig(),
                new LocalSearchPhaseConfig().withMoveSelectorConfig(
                    new UnionMoveSelectorConfig(List.of(
                        new ChangeMoveSelectorConfig(),
                        new SwapMoveSelectorConfig(),
                        new MoveIteratorFactoryConfig()
                            .withMoveIteratorFactoryClass(
                                Stretches.class)))))
            .withTerminationConfig(
                new TerminationConfig().withSecondsSpentLimit(seconds));
        Solver<Roster> solver =
            SolverFactory.<Roster>create(config).buildSolver();
        ObjectNode said = mapper.createObjectNode();
        ArrayNode history = mapper.createArrayNode();
        double built = (System.nanoTime() - begun) / 1e9;
        long start = System.nanoTime();
        solver.addEventListener(event -> {
            HardSoftLongScore score =
                (HardSoftLongScore) event.getNewBestScore();
            boolean whole = event.getNewBestSolution().cells.stream()
                .allMatch(cell -> cell.pattern != null);
            if (whole && score.hardScore() == 0) {
                history.addArray().add((System.nanoTime() - start) / 1e9)
                    .add(-score.softScore()).addNull();
            }
        });
        Roster best = solver.solve(roster(problem));
        double took = (System.nanoTime() - start) / 1e9;
        boolean found = best.score.isFeasible();
        if (found) {
            write(mapper, best, new File(words[2]));
        }
        said.put("peer", "timefold");
        said.put("version", "Timefold 1.14.0");
        said.put("status", found ? "feasible" : "infeasible");
        said.put("found", found);
        said.put("broken", -best.score.hardScore());
        said.put("build_seconds", built);
        said.put("seconds", took);
        said.set("history", history);
        System.out.println(mapper.writeValueAsString(said));
    }
}
