// The random register against its polynomial, bit by bit, with loads, holds and swaps in between.
//
// Prints PASS and the count at the end; ends with $fatal at the first difference.

`default_nettype none

module tb_lfsr;
  logic clk = 0;
  always #1 clk = ~clk;

  logic load = 0, step = 0;
  logic [31:0] state_in = 0, state;
  lfsr u_lfsr (.clk_i(clk), .load_i(load), .state_i(state_in), .step_i(step), .state_o(state));

  // Two units share the register: their states are swapped in and out.
  reg [31:0] expected [0:1];
  reg [31:0] shifted;
  integer i, bit_number, unit, steps;

  task tick;
    begin
      @(negedge clk);
    end
  endtask

  // x^32 + x^22 + x^2 + x + 1: the bit that leaves is added to the exponents of the polynomial.
  task step_expected;
    begin
      for (bit_number = 0; bit_number < 31; bit_number = bit_number + 1) begin
        shifted[bit_number] = expected[unit][bit_number+1];
      end
      shifted[31] = 0;
      if (expected[unit][0]) begin
        shifted[31] = ~shifted[31];  // x^32
        shifted[21] = ~shifted[21];  // x^22
        shifted[1] = ~shifted[1];    // x^2
        shifted[0] = ~shifted[0];    // x
      end
      expected[unit] = shifted;
    end
  endtask

  initial begin
    expected[0] = 32'd1;
    expected[1] = 32'hDEAD_BEEF;
    steps = 0;
    for (i = 0; i < 200; i = i + 1) begin
      unit = i % 2;
      load = 1;
      step = 1;  // a load wins over a step
      state_in = expected[unit];
      tick;
      load = 0;
      while (steps % 7 != 6) begin
        step = (steps % 3 != 0);
        if (step) step_expected;
        tick;
        if (state !== expected[unit]) $fatal(1, "unit %0d: %h, expected %h", unit, state, expected[unit]);
        steps = steps + 1;
      end
      steps = steps + 1;
    end
    if (expected[0] === 32'd1) $fatal(1, "nothing was stepped");
    $display("PASS lfsr cycles=%0d", steps);
    $finish;
  end

endmodule

`default_nettype wire
