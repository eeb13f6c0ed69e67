// A matrix on chip that is read by rows or by columns, several words at a time, from any position.
//
// Computes  words_o[l] = (row, column + l), or (row + l, column) when read_transposed_i, for
//           l < Banks, and writes the lanes of write_lanes_i to (row, column + l).
//           Word (r, c) lies in bank (r + c) mod Banks, so that neither direction meets a bank twice:
//           this is what transposed access to weights costs, two rotations and no second copy.
// Ranges:  Banks is a power of two >= 2. Lanes outside the matrix are read as any value.
// Timing:  words_o one cycle after the read address. A word is read in the cycle after it was written
//          at the earliest. Transposable = 0 leaves out the second direction.

`default_nettype none

module matrix_memory #(
  parameter int Width = 16,
  parameter int Rows = 4,
  parameter int Columns = 20,
  parameter int Banks = 4,
  parameter int Transposable = 1
) (
  input  logic                   clk_i,
  input  logic                   read_transposed_i,
  input  logic [15:0]            read_row_i,
  input  logic [15:0]            read_column_i,
  output logic [Banks*Width-1:0] words_o,
  input  logic [Banks-1:0]       write_lanes_i,
  input  logic [15:0]            write_row_i,
  input  logic [15:0]            write_column_i,
  input  logic [Banks*Width-1:0] words_i
);

  localparam int BankBits = $clog2(Banks);
  localparam int BlockBits = $clog2((Columns + Banks - 1) / Banks);
  localparam int Depth = Rows << BlockBits;
  localparam int AddressWidth = (Depth > 1) ? $clog2(Depth) : 1;

  logic [BankBits-1:0] read_base, read_base_q, write_base;
  assign read_base = BankBits'(read_column_i) + ((Transposable != 0) ? BankBits'(read_row_i) : '0);
  assign write_base =
      BankBits'(write_column_i) + ((Transposable != 0) ? BankBits'(write_row_i) : '0);

  always_ff @(posedge clk_i) begin
    read_base_q <= read_base;
  end

  for (genvar b = 0; b < Banks; b++) begin : g_bank
    logic [Width-1:0] words [0:Depth-1];
    logic [Width-1:0] word_q;
    logic [BankBits-1:0] read_lane, write_lane;
    logic [15:0] read_row, read_column, write_column;
    logic [31:0] read_address, write_address;

    assign read_lane = BankBits'(b) - read_base;
    assign write_lane = BankBits'(b) - write_base;
    assign read_row =
        (Transposable != 0 && read_transposed_i) ? read_row_i + 16'(read_lane) : read_row_i;
    assign read_column =
        (Transposable != 0 && read_transposed_i) ? read_column_i : read_column_i + 16'(read_lane);
    assign write_column = write_column_i + 16'(write_lane);
    assign read_address = (32'(read_row) << BlockBits) + (32'(read_column) >> BankBits);
    assign write_address = (32'(write_row_i) << BlockBits) + (32'(write_column) >> BankBits);

    always_ff @(posedge clk_i) begin
      if (write_lanes_i[write_lane]) begin
        words[write_address[AddressWidth-1:0]] <= words_i[32'(write_lane)*Width+:Width];
      end
      word_q <= words[read_address[AddressWidth-1:0]];
    end

    logic unused_address;
    assign unused_address =
        ^{read_address[31:AddressWidth], write_address[31:AddressWidth]};
  end

  logic [Banks*Width-1:0] bank_words;
  for (genvar b = 0; b < Banks; b++) begin : g_collect
    assign bank_words[b*Width+:Width] = g_bank[b].word_q;
  end
  for (genvar l = 0; l < Banks; l++) begin : g_rotate
    logic [BankBits-1:0] bank;
    assign bank = BankBits'(l) + read_base_q;
    assign words_o[l*Width+:Width] = bank_words[32'(bank)*Width+:Width];
  end

  if (Transposable == 0) begin : g_unused
    logic unused_transposed;
    assign unused_transposed = read_transposed_i;
  end

endmodule

`default_nettype wire
