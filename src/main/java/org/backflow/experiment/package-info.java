/**
 * The experiment: what is compared, as a tree of records, and the one main flow that compares it.
 *
 * <p>Start at {@link org.backflow.experiment.Comparison}. An {@link
 * org.backflow.experiment.Experiment} that exists is valid: it was checked when it was built.
 */
@NullMarked
package org.backflow.experiment;

import org.jspecify.annotations.NullMarked;
