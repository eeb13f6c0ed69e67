/**
 * Java against RTL: the same steps on both, every word and every cycle compared.
 *
 * <p>Start at {@link org.backflow.cosim.Cosimulation}. {@link org.backflow.cosim.HdlBuild} builds a
 * testbench, {@link org.backflow.cosim.HdlRun} runs it on files that Java wrote, and {@link
 * org.backflow.cosim.TraceChecker} compares its trace with the expected one.
 */
@NullMarked
package org.backflow.cosim;

import org.jspecify.annotations.NullMarked;
