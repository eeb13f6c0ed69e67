package org.backflow.experiment.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.backflow.accelerator.ArrayShape;
import org.backflow.accelerator.Dataflow;
import org.backflow.foreign.scalesim.Topology;
import org.backflow.foreign.scalesim.TopologyFile;
import org.backflow.plan.Extent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The topologies that are shipped, against published counts. */
final class ShippedTopologiesTest {

  private static Topology load(String name) {
    return TopologyFile.read(new Home(Path.of("")).topologies().find("--topology", name));
  }

  /** The sources are in data/topologies/README.md, which states the same counts. */
  @ParameterizedTest
  @CsvSource({"alexnet, 8, 665784864", "resnet-18, 21, 1814073344", "gpt2-small, 49, 126496800768"})
  void shipped_forwardMacs_areThePublishedOnes(String name, int layers, long macs) {
    Topology topology = load(name);
    assertThat(topology.name()).isEqualTo(name);
    assertThat(topology.layers()).hasSize(layers);
    assertThat(topology.forwardMacs(1)).isEqualTo(macs);
    assertThat(topology.forwardMacs(3)).isEqualTo(3 * macs);
  }

  /** 2.3 million weights in the convolutions of AlexNet: Chen et al., ISSCC 2016. */
  @Test
  void alexnet_weights_areThePublishedOnes() {
    long weights =
        load("alexnet").layers().stream()
            .map(layer -> layer.product(1))
            .mapToLong(product -> (long) product.k() * product.n())
            .sum();
    assertThat(weights / 1e6).isCloseTo(2.3, within(0.05));
  }

  /**
   * The trace that the peer ships (scalesim-project/scale-sim-v2, test/general/golden_trace): the
   * first convolution of AlexNet, weight-stationary on 32 x 32.
   */
  @Test
  void alexnetConv1_onThePeersArray_givesThePeersNumbers() {
    Extent product = load("alexnet").layers().get(0).product(1);
    ArrayShape array = new ArrayShape(32, 32);
    assertThat(Dataflow.WS.scaleSimTotalCycles(product, array)).isEqualTo(112_283);
    assertThat(Dataflow.WS.leftReads(product, array)).isEqualTo(3_294_225);
    assertThat(Dataflow.WS.rightReads(product, array)).isEqualTo(34_848);
    assertThat(product.elements() + Dataflow.WS.partialSums(product, array)).isEqualTo(3_484_800);
    assertThat(Dataflow.WS.mappingEfficiencyPercent(product, array)).isEqualTo(94.53125);
  }

  @Test
  void topology_byThePathOfItsFile_isTheSame() {
    assertThat(load("data/topologies/alexnet.csv")).isEqualTo(load("alexnet"));
  }
}
