/**
 * What is done with results: tables for the terminal, JSON and CSV for programs, a page for people.
 *
 * <p>Start at {@link org.backflow.report.ReportFolder}, which writes all files of a comparison.
 * Nothing is computed here that a result does not already hold.
 */
@NullMarked
package org.backflow.report;

import org.jspecify.annotations.NullMarked;
