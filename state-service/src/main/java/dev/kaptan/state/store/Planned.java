package dev.kaptan.state.store;

import dev.kaptan.state.mvcc.Command;
import dev.kaptan.state.mvcc.Plan;

import java.util.List;

/** A batch that is carried out in a plan alone, with what to answer once the plan is the truth. */
public record Planned(Plan plan, List<Command> commands, List<Outcome> outcomes) {}
