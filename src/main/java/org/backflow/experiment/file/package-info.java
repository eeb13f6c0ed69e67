/**
 * The files that describe an experiment: a codec per section, which reads what users write, writes
 * what decides a result and gives the schema, and where files are found by their names.
 *
 * <p>Start at {@link org.backflow.experiment.file.ExperimentFile}.
 */
@NullMarked
package org.backflow.experiment.file;

import org.jspecify.annotations.NullMarked;
