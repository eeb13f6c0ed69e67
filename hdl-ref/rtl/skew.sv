// Triangular delay: lane i of a vector leaves i cycles after it came in.
//
// Computes  lanes_o[i] = lanes_i[i] delayed by i clock edges; lane 0 is a wire.
// Ranges:  Lanes >= 1 lanes of Width bits, lane 0 in the low bits.
// Timing:  as above; registers are cleared by reset, so that a token bit may be a lane's top bit.

`default_nettype none

module skew #(
  parameter int Lanes = 4,
  parameter int Width = 16
) (
  input  logic                   clk_i,
  input  logic                   rst_ni,
  input  logic [Lanes*Width-1:0] lanes_i,
  output logic [Lanes*Width-1:0] lanes_o
);

  for (genvar i = 0; i < Lanes; i++) begin : g_lane
    for (genvar d = 0; d <= i; d++) begin : g_delay
      logic [Width-1:0] word;
      if (d == 0) begin : g_wire
        assign word = lanes_i[i*Width+:Width];
      end else begin : g_register
        always_ff @(posedge clk_i or negedge rst_ni) begin
          if (!rst_ni) begin
            word <= '0;
          end else begin
            word <= g_delay[d-1].word;
          end
        end
      end
    end
    assign lanes_o[i*Width+:Width] = g_delay[i].word;
  end

  if (Lanes == 1) begin : g_unused
    logic unused_clock;
    assign unused_clock = clk_i ^ rst_ni;
  end

endmodule

`default_nettype wire
