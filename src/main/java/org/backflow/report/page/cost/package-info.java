/** Sections about what a step costs: cycles, energy, traffic, operations, resources. */
@NullMarked
package org.backflow.report.page.cost;

import org.jspecify.annotations.NullMarked;
