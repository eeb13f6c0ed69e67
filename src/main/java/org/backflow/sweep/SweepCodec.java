package org.backflow.sweep;

import static org.backflow.configuration.kind.Key.optional;
import static org.backflow.configuration.kind.Key.required;
import static org.backflow.configuration.kind.ValueKind.bool;
import static org.backflow.configuration.kind.ValueKind.listOf;
import static org.backflow.configuration.kind.ValueKind.text;
import static org.backflow.configuration.kind.ValueKind.written;

import java.util.List;
import org.backflow.configuration.StartingFile;
import org.backflow.configuration.kind.Key;
import org.backflow.configuration.kind.Section;

/** The keys of a sweep, to write a file to start from. */
public final class SweepCodec {

  private static final List<Key<?>> KEYS =
      List.of(
          optional("description", text(), "One sentence for the tables.")
              .startingWith("Which array"),
          required(
                  "experiment",
                  text(),
                  "The experiment that is changed: a name of data/experiments, or a path from here.")
              .startingWith("mnist-20"),
          required(
                  "train",
                  bool(),
                  "Whether networks are trained; otherwise steps are costed from shapes alone, and"
                      + " no images are needed.")
              .startingWith("false"),
          optional(
                  "variables",
                  written(),
                  "Axes that change nothing by themselves: values of 'space' name them as ${name}.")
              .startingWith("{bits: [8, 12, 16]}"),
          required(
                  "space",
                  written(),
                  "The axes of a grid by their keys: any path of an experiment as of --set, or"
                      + " scheme. A list of values, a range {from: 1, to: 8, step: 1} or"
                      + " {from: 1, to: 8, factor: 2}, or a single value. The last changes fastest."
                      + " Without scheme, every scheme of the experiment is tried.")
              .startingWith(
                  "{accelerator.array: [8x8, 16x16, 32x32], accelerator.dataflow: [os, ws]}"),
          optional(
                  "sample",
                  written(),
                  "Evaluate a random sample of the grid, without repetition: how many points, and"
                      + " what the random numbers start from.")
              .startingWith("{points: 4, seed: 1}"),
          optional(
                  "points",
                  written(),
                  "Instead of 'space', points one by one: a name, and a value by key.")
              .startingWith("[{name: small, accelerator.array: 8x8}]"),
          optional(
                  "constraints",
                  listOf(text()),
                  "Conditions over settings and costs. Points that violate one are dropped.")
              .startingWith("[dsp <= 900]"),
          optional(
                  "pareto",
                  listOf(text(), 1, 8),
                  "The objectives of the Pareto front: names of columns. Without: accuracy and"
                      + " energy of a sweep that trains, else cycles and energy.")
              .startingWith("[cycles, energy]"));

  private SweepCodec() {}

  /**
   * Returns the text of a sweep to start from.
   *
   * @param heads sentences at its top
   */
  public static String startingFile(List<String> heads) {
    return StartingFile.of(
        heads,
        Section.of(
            keys -> {
              KEYS.forEach(keys::written);
              return KEYS;
            }));
  }
}
