/**
 * Networks as their users have them: lists of layer shapes, and the training step that follows from
 * them.
 *
 * <p>Start at {@link org.backflow.workload.TopologyFile}, which reads the files of SCALE-Sim, and
 * {@link org.backflow.workload.TrainingPass}, which plans the operations of every layer.
 */
@NullMarked
package org.backflow.workload;

import org.jspecify.annotations.NullMarked;
