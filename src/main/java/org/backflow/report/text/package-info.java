/** Figures and sentences as text: digits, documents for terminal, Markdown and LaTeX, JSON. */
@NullMarked
package org.backflow.report.text;

import org.jspecify.annotations.NullMarked;
