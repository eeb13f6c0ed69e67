/**
 * The feedback schemes: what carries the error from one layer back to the one before it.
 *
 * <p>Start at {@link org.backflow.feedback.FeedbackScheme}; each scheme is one file that cites its
 * paper. A scheme says which operator it uses and what it stores; the plan turns that into
 * operations, and whoever reads the plan never asks which scheme it is.
 */
@NullMarked
package org.backflow.feedback;

import org.jspecify.annotations.NullMarked;
