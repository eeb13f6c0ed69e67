package org.backflow.report.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.accelerator.Unit;
import org.backflow.accelerator.timeline.ScheduledOperation;
import org.backflow.accelerator.timeline.Timeline;
import org.backflow.files.Json;
import org.backflow.report.output.OutputException;
import org.backflow.report.output.OutputFile;

/**
 * Timelines in the trace event format of Chrome ("Trace Event Format", Google, 2016), which {@code
 * ui.perfetto.dev} and {@code chrome://tracing} show: a process per scheme, a thread per unit.
 * Times are microseconds at the clock of the accelerator; the cycles stand in the arguments.
 */
public final class PerfettoTrace {

  private final double clockMegahertz;
  private final List<Map<String, Object>> events = new ArrayList<>();
  private int processes;

  /** Creates an empty trace at {@code clockMegahertz}. */
  public PerfettoTrace(double clockMegahertz) {
    this.clockMegahertz = clockMegahertz;
  }

  /** Adds one step under {@code scheme}. */
  public PerfettoTrace add(String scheme, Timeline timeline) {
    processes++;
    events.add(named("process_name", 0, scheme));
    int thread = 0;
    for (Unit unit : Unit.values()) {
      if (timeline.busyCycles(unit) > 0) {
        thread++;
        events.add(named("thread_name", thread, unit.label()));
        for (ScheduledOperation operation : timeline.operations()) {
          if (operation.holds(unit)) {
            events.add(event(operation, thread));
          }
        }
      }
    }
    return this;
  }

  private Map<String, Object> named(String kind, int thread, String name) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("name", kind);
    event.put("ph", "M");
    event.put("pid", processes);
    event.put("tid", thread);
    event.put("args", Map.of("name", name));
    return event;
  }

  private Map<String, Object> event(ScheduledOperation operation, int thread) {
    Map<String, Object> arguments = new LinkedHashMap<>();
    arguments.put("startCycle", operation.startCycle());
    arguments.put("cycles", operation.cycles());
    arguments.put("stallCycles", operation.stallCycles());
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("name", operation.name());
    event.put("cat", operation.phase().label());
    event.put("ph", "X");
    event.put("ts", operation.startCycle() / clockMegahertz);
    event.put("dur", operation.cycles() / clockMegahertz);
    event.put("pid", processes);
    event.put("tid", thread);
    event.put("args", arguments);
    return event;
  }

  /** Returns the file as text. */
  public String json() {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("displayTimeUnit", "ns");
    tree.put("traceEvents", events);
    return Json.write(tree);
  }

  /**
   * Writes the file whole or not at all.
   *
   * @throws OutputException when it cannot be written
   */
  public void write(Path file) {
    OutputFile.writeNamed(file, json());
  }
}
