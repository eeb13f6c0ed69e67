package org.backflow.sweep;

/**
 * Makes an engine that evaluates points on the machines of a cluster. Found by {@link
 * java.util.ServiceLoader}, since the ordinary jar carries none.
 */
public interface ClusterEngine {

  /**
   * Returns an engine.
   *
   * @param bundle what the machines need
   * @param master the cluster, as its software names it
   */
  Engine connect(SweepBundle bundle, String master);
}
