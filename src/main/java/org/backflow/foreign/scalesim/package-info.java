/**
 * The files of SCALE-Sim: lists of layer shapes, what a training step of such a network costs, and
 * configurations as accelerators.
 *
 * <p>Start at {@link org.backflow.foreign.scalesim.TopologyFile}, which reads a list of layers;
 * {@link org.backflow.foreign.scalesim.TrainingPass}, which plans the operations of every layer;
 * and {@link org.backflow.foreign.scalesim.ScaleSimConfiguration}, which reads a configuration.
 */
@NullMarked
package org.backflow.foreign.scalesim;

import org.jspecify.annotations.NullMarked;
