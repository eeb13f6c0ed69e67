package org.backflow.spark;

import org.backflow.sweep.ClusterEngine;
import org.backflow.sweep.Engine;
import org.backflow.sweep.SweepBundle;

/** Connects to Spark. */
public final class SparkCluster implements ClusterEngine {

  /** For {@link java.util.ServiceLoader}. */
  public SparkCluster() {}

  @Override
  public Engine connect(SweepBundle bundle, String master) {
    return new SparkEngine(bundle, master);
  }
}
