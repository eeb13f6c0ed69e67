/**
 * What is kept of trainings that may be interrupted, so that they go on to the same bytes.
 *
 * <p>Start at {@link org.backflow.experiment.checkpoint.CheckpointFolder}.
 */
@NullMarked
package org.backflow.experiment.checkpoint;

import org.jspecify.annotations.NullMarked;
