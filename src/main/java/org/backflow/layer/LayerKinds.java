package org.backflow.layer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.backflow.configuration.kind.NamedSectionKind;
import org.backflow.configuration.kind.Section;
import org.backflow.configuration.kind.ValueKind;
import org.backflow.function.NamedServices;

/** The kinds of layers that can be named in an experiment. */
public final class LayerKinds {

  private static final NamedServices<LayerKind> REGISTER =
      new NamedServices<>(
          "kind of layer",
          LayerKind.class,
          LayerKind::name,
          name -> false,
          List.of(
              Dense.KIND,
              Convolution.KIND,
              Pooling.MAX_POOLING,
              Pooling.AVERAGE_POOLING,
              GlobalPooling.MAX_POOLING,
              GlobalPooling.AVERAGE_POOLING,
              Flatten.KIND,
              Residual.KIND,
              ActivationLayer.KIND,
              Dropout.KIND));

  /** A layer as an experiment writes it. */
  public static final ValueKind<Layer> LAYER =
      new NamedSectionKind<>("layer", LayerKinds::sections, Layer::kind);

  private LayerKinds() {}

  /**
   * Returns every kind, {@code dense} first, those of other jars last.
   *
   * @throws IllegalArgumentException when one of those cannot be used
   */
  public static List<LayerKind> all() {
    return REGISTER.all();
  }

  private static Map<String, Section<? extends Layer>> sections() {
    Map<String, Section<? extends Layer>> sections = new LinkedHashMap<>();
    all().forEach(kind -> sections.put(kind.name(), kind.keys()));
    return sections;
  }
}
