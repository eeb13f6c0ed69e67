package org.backflow.figure;

import static org.backflow.figure.Goal.LESS;
import static org.backflow.figure.Kind.RESOURCE;

import java.util.List;
import java.util.function.Function;
import org.backflow.accelerator.resources.FpgaResources;

/** What a design takes of an FPGA. */
public final class ResourceFigures {

  private static final Term RESOURCES =
      Term.of(
          "look-up tables, flip-flops, DSP blocks",
          "of an FPGA",
          "LUT, FF and DSP, what a unit takes after synthesis, before place and route; LUT include those"
              + " used as memory.");

  public static final Figure<FpgaResources> LUTS =
      of("luts", "LUT", "look-up tables", FpgaResources::luts);
  public static final Figure<FpgaResources> FLIP_FLOPS =
      of("flip_flops", "FF", "flip-flops", FpgaResources::flipFlops);
  public static final Figure<FpgaResources> DSPS =
      of("dsps", "DSP", "DSP blocks", FpgaResources::dsps);
  public static final Figure<FpgaResources> BLOCK_RAMS =
      of("block_rams", "block RAM", "block RAMs", FpgaResources::blockRams);

  public static final List<Figure<FpgaResources>> ALL = List.of(LUTS, FLIP_FLOPS, DSPS, BLOCK_RAMS);

  private ResourceFigures() {}

  private static Figure<FpgaResources> of(
      String column, String title, String unit, Function<FpgaResources, Double> reader) {
    return Figure.<FpgaResources>of(RESOURCE, column, RESOURCES, reader)
        .titled(title)
        .in(unit)
        .better(LESS)
        .saying(Character.toUpperCase(unit.charAt(0)) + unit.substring(1) + ".");
  }
}
