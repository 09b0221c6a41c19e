package dev.kaptan.controller.term;

import dev.kaptan.controller.loop.ControlLoop;
import dev.kaptan.controller.loop.ControllerContext;

import java.util.List;

/** Makes the controllers of a term; each term has new ones. */
@FunctionalInterface
public interface LoopFactory {
    /** Makes all, none started. */
    List<ControlLoop> create(ControllerContext context);
}
