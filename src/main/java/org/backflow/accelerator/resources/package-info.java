/**
 * What an array and its memories take of an FPGA, and on which device they fit.
 *
 * <p>Start at {@link org.backflow.accelerator.resources.ResourceModel}, which estimates any array
 * from synthesised ones and says how far off it was on those left out of its fit. Terms that a
 * structure decides are counted; only what a synthesis tool decides is fitted.
 */
@NullMarked
package org.backflow.accelerator.resources;

import org.jspecify.annotations.NullMarked;
