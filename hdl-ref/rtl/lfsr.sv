// The random register of one output unit, with its state swapped in and out.
//
// Computes  state <- x^32 + x^22 + x^2 + x + 1 stepped once (Galois form, shifting right).
// Ranges:  state zero is a fixed point and must never be loaded.
// Timing:  load_i and step_i act at the clock edge; load_i wins. state_o is the register itself, so
//          a fold reads it out in the cycle after its last step.

`default_nettype none

module lfsr (
  input  logic        clk_i,
  input  logic        load_i,
  input  logic [31:0] state_i,
  input  logic        step_i,
  output logic [31:0] state_o
);

  always_ff @(posedge clk_i) begin
    if (load_i) begin
      state_o <= state_i;
    end else if (step_i) begin
      state_o <= fixed_point_pkg::lfsr_next(state_o);
    end
  end

endmodule

`default_nettype wire
