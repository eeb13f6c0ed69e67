package org.backflow.figure;

import static org.backflow.figure.Goal.LESS;
import static org.backflow.figure.Kind.COUNT;

import java.util.List;
import org.backflow.accelerator.timeline.Timeline;

/** How long a step takes when units work at once. */
public final class TimelineFigures {

  public static final Figure<Timeline> LATENCY =
      Figure.<Timeline>of(
              COUNT,
              "latency_cycles",
              Term.of(
                  "latency",
                  "clock cycles",
                  "From the start of a step to its end when every unit works as soon as what it reads"
                      + " is there; cycles add the operations up as if one ran after the other."),
              Timeline::latencyCycles)
          .better(LESS);

  public static final Figure<Timeline> INITIATION_INTERVAL =
      Figure.<Timeline>of(
              COUNT,
              "initiation_interval_cycles",
              Term.of(
                  "initiation interval",
                  "clock cycles",
                  "From the start of a step to the start of the next, once steps follow each other"
                      + " steadily: the next one may begin when the weights that it reads first are"
                      + " updated."),
              Timeline::initiationIntervalCycles)
          .better(LESS);

  public static final List<Figure<Timeline>> ALL = List.of(LATENCY, INITIATION_INTERVAL);

  private TimelineFigures() {}
}
