package org.backflow.sweep;

import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/** Where points are evaluated. */
public interface Engine {

  /**
   * Evaluates points, in any order.
   *
   * @param batches the numbers of points that are best evaluated together
   * @param checkpoints where networks that are being trained are kept, by an engine that can
   * @param done is given the lines of a batch, as {@link PointEvaluator#lines} writes them; may be
   *     called by several threads, one at a time
   */
  void run(
      Sweep sweep,
      Iterator<List<Integer>> batches,
      NetworkCheckpoints checkpoints,
      Consumer<List<String>> done);
}
