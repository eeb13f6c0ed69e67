// Drives an array and its netlist with the same operands and compares every result and its time.
// MODULE, OPTION and, for an array that takes weights, WEIGHTS are defined by ./equal.

`default_nettype none

module tb_netlist #(
  parameter int Rows = 4,
  parameter int Columns = 2,
  parameter int Width = 16,
  parameter int AccWidth = 48,
  parameter int Option = 0
);

  localparam int Folds = 90;
  localparam int Vectors = 9;

  logic clk = 0, rst_n = 0;
  logic valid = 0, first = 0, last = 0;
  logic [Rows*Width-1:0] a = '0;
  logic [Columns*Width-1:0] b = '0;
  logic ready, netlist_ready;
  logic [Columns-1:0] result_valid, netlist_result_valid;
  logic [Columns*AccWidth-1:0] result, netlist_result;
  always #5 clk = ~clk;

`ifdef WEIGHTS
  logic weight_valid = 0, weight_ready, netlist_weight_ready;
`define OTHER(r) .weight_valid_i(weight_valid), .weight_i(b), .weight_ready_o(r),
`else
`define OTHER(r) .signs_i(1'b0), .b_i(b),
`endif
  `MODULE #(
    .Rows(Rows), .Columns(Columns), .AWidth(Width), .BWidth(Width), .AccWidth(AccWidth),
    .`OPTION(Option)
  ) u_module (
    .clk_i(clk), .rst_ni(rst_n), `OTHER(weight_ready) .valid_i(valid), .first_i(first),
    .last_i(last), .a_i(a), .ready_o(ready), .result_valid_o(result_valid), .result_o(result)
  );
  netlist u_netlist (
    .clk_i(clk), .rst_ni(rst_n), `OTHER(netlist_weight_ready) .valid_i(valid), .first_i(first),
    .last_i(last), .a_i(a), .ready_o(netlist_ready), .result_valid_o(netlist_result_valid),
    .result_o(netlist_result)
  );

  integer fold, taken, lane, column, compared, differences;

  // Every third fold has the smallest word alone, every third the smallest and the largest.
  function [Width-1:0] word(input integer kind);
    case (kind % 3)
      0: word = {1'b1, {(Width - 1){1'b0}}};
      1: word = ($urandom % 2 == 0) ? {1'b1, {(Width - 1){1'b0}}} : {1'b0, {(Width - 1){1'b1}}};
      default: word = $urandom;
    endcase
  endfunction

  task operands;
    begin
      for (lane = 0; lane < Rows; lane = lane + 1) a[lane*Width+:Width] = word(fold);
      for (lane = 0; lane < Columns; lane = lane + 1) b[lane*Width+:Width] = word(fold);
    end
  endtask

  always @(posedge clk) begin
    if (rst_n) begin
      if (netlist_ready !== ready || netlist_result_valid !== result_valid) begin
        differences = differences + 1;
      end
      for (column = 0; column < Columns; column = column + 1) begin
        if (result_valid[column]) begin
          compared = compared + 1;
          if (netlist_result[column*AccWidth+:AccWidth] !== result[column*AccWidth+:AccWidth]) begin
            differences = differences + 1;
            if (differences < 4) $display("fold %0d: %h, netlist %h", fold, result, netlist_result);
          end
        end
      end
    end
  end

  initial begin
    compared = 0;
    differences = 0;
    repeat (3) @(posedge clk);
    #1 rst_n = 1;
    for (fold = 0; fold < Folds; fold = fold + 1) begin
      @(negedge clk);
`ifdef WEIGHTS
      weight_valid = 1;
      taken = 0;
      while (taken < Rows) begin
        operands;
        #1 if (weight_ready) taken = taken + 1;
        @(negedge clk);
      end
      weight_valid = 0;
`endif
      valid = 1;
      taken = 0;
      while (taken < Vectors) begin
        first = taken == 0;
        last = taken == Vectors - 1;
        operands;
        #1 if (ready) taken = taken + 1;
        @(negedge clk);
      end
      {valid, first, last} = 3'b000;
      if (fold % 2 == 1) repeat (20) @(negedge clk);
    end
    if (differences == 0 && compared > Folds) $display("PASS %0d results", compared);
    else $display("FAIL %0d differences in %0d results", differences, compared);
    $finish;
  end

endmodule

`default_nettype wire
