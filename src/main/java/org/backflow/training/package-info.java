/**
 * Trains networks: the protocol of a run and the fast trainers that follow it.
 *
 * <p>Start at {@link org.backflow.training.TrainingRun}, which trains the paired networks of one
 * run in lockstep. The trainers are specialisations of the interpreters and are held equal to them
 * bit for bit.
 */
@NullMarked
package org.backflow.training;

import org.jspecify.annotations.NullMarked;
