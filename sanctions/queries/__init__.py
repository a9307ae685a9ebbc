"""Questions about sanctions: who stands in for whom, marks, earlier versions, numbers of one's own. Reading only."""
